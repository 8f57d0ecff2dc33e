import type { InstallationVolume, Member, Writer } from './installation.ts';
import type { Profile } from './profile.ts';

export type WriterQuestion = {
  members: readonly Member[];
  volumes: readonly InstallationVolume[];
  profile: Profile;
  /** Id of the database's container: it is never held. */
  serverId: string;
  /** Ids of members that share a network with it. */
  neighbours: ReadonlySet<string>;
};

/** The running services that a backup holds, each with the reason. One that was paused already is not ours to resume. */
export function findWriters({ members, volumes, profile, serverId, neighbours }: WriterQuestion): Writer[] {
  const included = new Map(volumes.flatMap(({ name, key, role }) => (role === 'included' ? [[name, key]] : [])));
  return members
    .filter(({ id, running, paused }) => running && !paused && id !== serverId)
    .flatMap((member) => {
      const why = whyWriter(member, included, profile, neighbours);
      return why === null ? [] : [{ member, why }];
    });
}

function whyWriter(
  member: Member,
  included: ReadonlyMap<string, string>,
  profile: Profile,
  neighbours: ReadonlySet<string>,
): string | null {
  const mounts = member.mounts.filter(({ readOnly }) => !readOnly);
  const keys = [...new Set(mounts.flatMap(({ volume }) => (volume === null ? [] : (included.get(volume) ?? []))))];
  if (keys.length > 0) return `mounts ${keys.join(', ')} for writing`;
  if (profile.writers.includes(member.service)) return `named as a writer by the profile ${profile.name}`;
  if (profile.networkNeighboursWrite && neighbours.has(member.id)) return 'shares a network with the database';
  return null;
}
