import type { Endpoint, SeenVolume } from './endpoint.ts';
import type { Member } from './installation.ts';
import { projectLabel, type Sorted } from './members.ts';
import { isHostFolder } from './mounts.ts';

type Left = { name: string; reason: string };

/** Host folders that members mount, containers and volumes of the endpoint that are not included; each with the reason. */
export function findLeft(
  endpoint: Endpoint,
  members: readonly Member[],
  outside: readonly Sorted[],
  volumes: readonly { name: string }[],
  otherServers: readonly Member[],
): Left[] {
  const included = new Set(volumes.map(({ name }) => name));
  return [
    ...otherServers.map(({ name }) => ({
      name,
      reason: 'a further PostgreSQL server; one server an installation is backed up. Its files are not a backup of it',
    })),
    ...hostFolders(members),
    ...outside.map(({ container, reason }) => ({ name: container.name, reason })),
    ...endpoint.volumes
      .filter(({ name }) => !included.has(name))
      .map((volume) => ({ name: volume.name, reason: volumeReason(volume, endpoint, outside) })),
  ];
}

function hostFolders(members: readonly Member[]): Left[] {
  const services = new Map<string, string[]>();
  for (const { service, mounts } of members)
    for (const mount of mounts.filter(isHostFolder))
      services.set(mount.source, [...(services.get(mount.source) ?? []), service]);
  return [...services].map(([name, users]) => ({
    name,
    reason: `a folder of the host, mounted by ${users.join(', ')}: only volumes are captured. Move it into a volume, or back it up apart`,
  }));
}

function volumeReason(volume: SeenVolume, endpoint: Endpoint, outside: readonly Sorted[]): string {
  if (endpoint.self?.mounts.some(({ name }) => name === volume.name)) return 'Holdfast’s own';
  const project = volume.labels[projectLabel];
  if (project) return `of the compose project ${project}`;
  const user = outside.find(({ container }) => container.mounts.some(({ name }) => name === volume.name));
  return user
    ? `mounted only by ${user.container.name}, which is not included`
    : 'no container mounts it; include it by name if it belongs';
}
