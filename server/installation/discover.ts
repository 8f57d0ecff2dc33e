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
import { describeServer, serverElsewhere } from './server-facts.ts';
import { type InstallationSettings, noSettings } from './settings.ts';
import { findVolumes } from './volumes.ts';
import { findWriters, type Reaching } from './writers.ts';

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
  return assemble(endpoint, chosen, settings, found, await serverOf(docker, chosen, settings, found));
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
  server: Candidate | null;
};

/** The containers of the project, and the one among them that is its database; none where the settings name a server elsewhere. */
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
  return {
    profile,
    profileReason,
    candidates,
    outside,
    server: settings.database ? null : findServer(candidates, profile),
  };
}

async function serverOf(
  docker: Docker,
  project: string,
  settings: InstallationSettings,
  { server, profile }: Gathered,
): Promise<DatabaseServer> {
  if (settings.database) return serverElsewhere(settings.database);
  if (!server) throw fail('installation.no-database', { project });
  return describeServer(docker, server, profile);
}

function assemble(
  endpoint: Endpoint,
  project: string,
  settings: InstallationSettings,
  { profile, profileReason, candidates, outside, server: found }: Gathered,
  server: DatabaseServer,
): Installation {
  const members = candidates.map(({ member }) => member);
  const databaseVolume = found && server.dataDirectory ? dataMount(found.member, server.dataDirectory)?.volume : null;
  const volumes = findVolumes({
    endpoint,
    project,
    profile,
    settings,
    members,
    databaseVolume: databaseVolume ?? null,
  });
  const known = found ?? candidates.find(({ container }) => projectOf(container) === project);
  const reaching = found ? neighboursOf(found, candidates) : networkedOf(endpoint, candidates, server);
  return {
    project,
    profile,
    profileReason,
    version: productVersion(members, profile),
    members,
    volumes,
    server,
    writers: findWriters({ members, volumes, profile, serverId: found?.member.id ?? null, reaching }),
    left: findLeft(endpoint, members, outside, volumes, otherServers(found, candidates)),
    folder: known?.container.labels['com.docker.compose.project.working_dir'] ?? null,
  };
}

function neighboursOf({ container: server }: Candidate, candidates: readonly Candidate[]): Reaching {
  const near = candidates.filter(
    ({ container }) =>
      container.networkOf === server.id || container.networks.some((network) => server.networks.includes(network)),
  );
  return { ids: new Set(near.map(({ container }) => container.id)), why: 'shares a network with the database' };
}

/** A server elsewhere shares no network of Docker's: whoever has a network at all may write to it. */
function networkedOf(
  { networks }: Endpoint,
  candidates: readonly Candidate[],
  { name }: Pick<DatabaseServer, 'name'>,
): Reaching {
  const none = new Set(networks.filter((network) => network.name === 'none').map(({ id }) => id));
  const networked = candidates.filter(
    ({ container }) => container.networkOf !== null || container.networks.some((network) => !none.has(network)),
  );
  const ids = new Set(networked.map(({ container }) => container.id));
  return { ids, why: `has a network, by which it may reach the database at ${name}` };
}

/** A server needs a data folder of its own to count: clients and tools look like one in all else. */
function otherServers(chosen: Candidate | null, candidates: readonly Candidate[]): Member[] {
  return candidates
    .filter((candidate) => candidate !== chosen && likelihood(candidate) >= 4)
    .map(({ member }) => member);
}
