import { findServer } from './database-server.ts';
import type { Endpoint, SeenContainer } from './endpoint.ts';
import { memberOf } from './member.ts';
import { projectOf } from './members.ts';
import type { Profile } from './profile.ts';
import { profileFor } from './profiles/index.ts';

export type KnownProject = { project: string; profile: Profile; containers: SeenContainer[] };

/**
 * Compose projects of the endpoint that have a PostgreSQL server: what Holdfast could protect. Sorted by name.
 * @param elsewhere projects whose server the settings name: it is no container
 */
export function protectable(endpoint: Endpoint, elsewhere: readonly string[] = []): KnownProject[] {
  const byProject = Object.groupBy(endpoint.containers, (container) => projectOf(container) ?? '');
  return Object.entries(byProject)
    .flatMap(([project, containers = []]) =>
      project === '' ? [] : [{ project, profile: profileFor(containers).profile, containers }],
    )
    .filter(
      ({ project, containers, profile }) => elsewhere.includes(project) || hasServer(containers, profile, endpoint),
    )
    .sort((a, b) => (a.project < b.project ? -1 : 1));
}

function hasServer(containers: readonly SeenContainer[], profile: Profile, endpoint: Endpoint): boolean {
  const candidates = containers.map((container) => ({
    container,
    member: memberOf(container, '', endpoint.volumes),
  }));
  return findServer(candidates, profile) !== null;
}
