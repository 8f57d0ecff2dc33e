import type { Docker } from '../docker/index.ts';
import { fail } from '../errors/error.ts';
import { type Candidate, dataMount, findServer, likelihood } from './database-server.ts';
import { type Endpoint, lookAt } from './endpoint.ts';
import type { DatabaseServer, Installation, Member } from './installation.ts';
import { findLeft } from './left.ts';
import { memberOf } from './member.ts';
import { findMembers, projectOf, type Sorted } from './members.ts';
import { productVersion } from './product-version.ts';
import type { Profile } from './profile.ts';
import { profileFor } from './profiles/index.ts';
import { protectable } from './projects.ts';
import { describeServer } from './server-facts.ts';
import { type InstallationSettings, noSettings } from './settings.ts';
import { findVolumes } from './volumes.ts';
import { findWriters } from './writers.ts';

/**
 * Describes a compose project from Docker alone.
 * @param project absent: the only installation there is.
 * @throws `installation.unknown`, `installation.several`, `installation.none`, `installation.no-database`, `docker.unreachable`.
 */
export async function discover(
  docker: Docker,
  project: string | undefined,
  settings: InstallationSettings = noSettings,
): Promise<Installation> {
  const endpoint = await lookAt(docker);
  const chosen = project ?? onlyProject(endpoint);
  const found = gather(endpoint, chosen, settings);
  const server = await describeServer(docker, found.server, found.profile);
  return assemble(endpoint, chosen, settings, found, server);
}

function onlyProject(endpoint: Endpoint): string {
  const projects = protectable(endpoint).map(({ project }) => project);
  const [first] = projects;
  if (first === undefined) throw fail('installation.none', { endpoint: endpoint.address });
  if (projects.length > 1) throw fail('installation.several', { projects: projects.join(', ') });
  return first;
}

type Gathered = {
  profile: Profile;
  profileReason: string;
  candidates: Candidate[];
  outside: Sorted[];
  server: Candidate;
};

/** The containers of the project, and the one among them that is its database. */
function gather(endpoint: Endpoint, project: string, settings: InstallationSettings): Gathered {
  const ofProject = endpoint.containers.filter((container) => projectOf(container) === project);
  if (ofProject.length === 0) {
    const projects = protectable(endpoint).map((known) => known.project);
    throw fail('installation.unknown', { project, projects: projects.join(', ') || 'none' });
  }
  const { profile, reason: profileReason } = profileFor(ofProject, settings.profile);
  const { members, outside } = findMembers(endpoint, project, profile, settings);
  const candidates = members.map(({ container, reason }) => ({
    container,
    member: memberOf(container, reason, endpoint.volumes),
  }));
  const server = findServer(candidates, profile);
  if (!server) throw fail('installation.no-database', { project });
  return { profile, profileReason, candidates, outside, server };
}

function assemble(
  endpoint: Endpoint,
  project: string,
  settings: InstallationSettings,
  { profile, profileReason, candidates, outside, server: found }: Gathered,
  server: DatabaseServer,
): Installation {
  const members = candidates.map(({ member }) => member);
  const databaseVolume = dataMount(found.member, server.dataDirectory)?.volume ?? null;
  const volumes = findVolumes({ endpoint, project, profile, settings, members, databaseVolume });
  const neighbours = neighboursOf(found, candidates);
  return {
    project,
    profile,
    profileReason,
    version: productVersion(members, profile),
    members,
    volumes,
    server,
    writers: findWriters({ members, volumes, profile, serverId: found.member.id, neighbours }),
    left: findLeft(endpoint, members, outside, volumes, otherServers(found, candidates)),
    folder: found.container.labels['com.docker.compose.project.working_dir'] ?? null,
  };
}

function neighboursOf({ container: server }: Candidate, candidates: readonly Candidate[]): ReadonlySet<string> {
  const near = candidates.filter(
    ({ container }) =>
      container.networkOf === server.id || container.networks.some((network) => server.networks.includes(network)),
  );
  return new Set(near.map(({ container }) => container.id));
}

/** A server needs a data folder of its own to count: clients and tools look like one in all else. */
function otherServers(chosen: Candidate, candidates: readonly Candidate[]): Member[] {
  return candidates
    .filter((candidate) => candidate !== chosen && likelihood(candidate) >= 4)
    .map(({ member }) => member);
}
