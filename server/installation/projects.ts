import { findServer } from './database-server.ts';
import type { Endpoint, SeenContainer } from './endpoint.ts';
import { memberOf } from './member.ts';
import { projectOf } from './members.ts';
import type { Profile } from './profile.ts';
import { profileFor } from './profiles/index.ts';

export type KnownProject = { project: string; profile: Profile; containers: SeenContainer[] };

/** What administrators set for projects, as far as it tells what these are. */
export type ProjectSettings = {
  /** Projects whose server the settings name: it is no container. */
  elsewhere: readonly string[];
  /** Names of the profiles that were chosen, by project. */
  profiles: Readonly<Record<string, string>>;
};

const asDetected: ProjectSettings = { elsewhere: [], profiles: {} };

/** Compose projects of the endpoint that have a PostgreSQL server: what Holdfast could protect. Sorted by name. */
export function protectable(endpoint: Endpoint, { elsewhere, profiles }: ProjectSettings = asDetected): KnownProject[] {
  const byProject = Object.groupBy(endpoint.containers, (container) => projectOf(container) ?? '');
  return Object.entries(byProject)
    .flatMap(([project, containers = []]) =>
      project === '' ? [] : [{ project, profile: profileFor(containers, profiles[project]).profile, containers }],
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
