import type { Endpoint, SeenContainer } from './endpoint.ts';
import type { Profile } from './profile.ts';
import { type InstallationSettings, matchesOne } from './settings.ts';

/** A container of the endpoint and why it is, or is not, part of the installation. */
export type Sorted = { container: SeenContainer; reason: string };
export type Membership = { members: Sorted[]; outside: Sorted[] };

export const projectLabel = 'com.docker.compose.project';
export const projectOf = (container: SeenContainer): string | null => container.labels[projectLabel] ?? null;

/**
 * Decides which containers belong to the installation: by compose's label, by the profile's labels, by the project's own
 * networks and volumes, and by what an administrator added or left out.
 */
export function findMembers(
  endpoint: Endpoint,
  project: string,
  profile: Profile,
  settings: InstallationSettings,
): Membership {
  const reasons = new Map<string, string>();
  const owned = ownedBy(endpoint, project);
  const candidates = endpoint.containers.filter((container) => !isLeftOut(container, project, settings));
  const admit = (why: (container: SeenContainer) => string | null): boolean => {
    const before = reasons.size;
    for (const container of candidates) {
      const reason = reasons.has(container.id) ? null : why(container);
      if (reason !== null) reasons.set(container.id, reason);
    }
    return reasons.size > before;
  };
  admit((container) => (projectOf(container) === project ? `of the compose project ${project}` : null));
  admit(({ name }) => (matchesOne(settings.include, name) ? 'included in the settings' : null));
  admit((container) => profileLabelReason(container, endpoint, project, profile));
  // One admitted by what it shares may itself be whose network namespace another one uses: until nothing is added.
  while (admit((container) => sharedReason(container, owned, reasons)));
  return {
    members: endpoint.containers.flatMap((container) => {
      const reason = reasons.get(container.id);
      return reason === undefined ? [] : [{ container, reason }];
    }),
    outside: endpoint.containers
      .filter(({ id }) => !reasons.has(id))
      .map((container) => ({
        container,
        reason: outsideReason(container, owned, isLeftOut(container, project, settings)),
      })),
  };
}

/** By its name, or, for one of the project's own, by its service: other projects may have services of the same name. */
function isLeftOut(container: SeenContainer, project: string, settings: InstallationSettings): boolean {
  const service = projectOf(container) === project ? container.labels['com.docker.compose.service'] : undefined;
  return matchesOne(settings.exclude, container.name, service ?? container.name);
}

/** What compose made for the project. External networks and volumes are shared with strangers: they prove nothing. */
type Owned = { networks: Map<string, string>; volumes: Set<string> };

function ownedBy({ networks, volumes }: Endpoint, project: string): Owned {
  const own = <T extends { labels: Record<string, string> }>(things: T[]) =>
    things.filter((thing) => thing.labels[projectLabel] === project);
  return {
    networks: new Map(own(networks).map(({ id, name }) => [id, name])),
    volumes: new Set(own(volumes).map(({ name }) => name)),
  };
}

function profileLabelReason(
  container: SeenContainer,
  endpoint: Endpoint,
  project: string,
  profile: Profile,
): string | null {
  if (projectOf(container) !== null) return null;
  const label = profileLabelOf(container, profile);
  // With two installations of this kind on one host the label alone can't tell whose it is.
  const only = projectsOf(endpoint, profile).every((other) => other === project);
  return label !== null && only ? `carries the label ${label} and no compose project` : null;
}

function profileLabelOf(container: SeenContainer, profile: Profile): string | null {
  const names = Object.keys(container.labels);
  return names.find((name) => profile.memberLabels.some((prefix) => name.startsWith(prefix))) ?? null;
}

function projectsOf(endpoint: Endpoint, profile: Profile): string[] {
  return endpoint.containers.flatMap((container) => {
    const project = projectOf(container);
    return project !== null && profileLabelOf(container, profile) !== null ? [project] : [];
  });
}

function sharedReason(container: SeenContainer, owned: Owned, admitted: Map<string, string>): string | null {
  if (projectOf(container) !== null) return null;
  if (container.networkOf !== null && admitted.has(container.networkOf))
    return 'uses the network of one of its containers';
  const shared = sharedThing(container, owned);
  return shared === null ? null : `in no compose file, but ${shared}`;
}

function sharedThing(container: SeenContainer, owned: Owned): string | null {
  const network = container.networks.map((id) => owned.networks.get(id)).find((name) => name !== undefined);
  if (network !== undefined) return `joins its network ${network}`;
  const volume = container.mounts.find(({ name }) => name !== null && owned.volumes.has(name));
  return volume?.name ? `mounts its volume ${volume.name}` : null;
}

function outsideReason(container: SeenContainer, owned: Owned, leftOut: boolean): string {
  if (leftOut) return 'left out in the settings';
  const project = projectOf(container);
  if (project === null)
    return 'in no compose project, and shares neither network nor volume; include it by name if it belongs';
  const shared = sharedThing(container, owned);
  return shared === null
    ? `of the compose project ${project}`
    : `of the compose project ${project}; it ${shared}, and is not held during a backup`;
}
