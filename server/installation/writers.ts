import type { InstallationVolume, Member, Writer } from './installation.ts';
import type { Profile } from './profile.ts';

export type WriterQuestion = {
  members: readonly Member[];
  volumes: readonly InstallationVolume[];
  profile: Profile;
  /** Id of the database's container: it is never held. Null: it is no container. */
  serverId: string | null;
  reaching: Reaching;
};

/** Ids of members that can reach the database by a network, and how that is put. */
export type Reaching = { ids: ReadonlySet<string>; why: string };

/** The running services that a backup holds, each with the reason. One that was paused already is not ours to resume. */
export function findWriters({ members, volumes, profile, serverId, reaching }: WriterQuestion): Writer[] {
  const included = new Map(volumes.flatMap(({ name, key, role }) => (role === 'included' ? [[name, key]] : [])));
  return members
    .filter(({ id, running, paused }) => running && !paused && id !== serverId)
    .flatMap((member) => {
      const why = whyWriter(member, included, profile, reaching);
      return why === null ? [] : [{ member, why }];
    });
}

function whyWriter(
  member: Member,
  included: ReadonlyMap<string, string>,
  profile: Profile,
  reaching: Reaching,
): string | null {
  const mounts = member.mounts.filter(({ readOnly }) => !readOnly);
  const keys = [...new Set(mounts.flatMap(({ volume }) => (volume === null ? [] : (included.get(volume) ?? []))))];
  if (keys.length > 0) return `mounts ${keys.join(', ')} for writing`;
  if (profile.writers.includes(member.service)) return `named as a writer by the profile ${profile.name}`;
  if (profile.networkNeighboursWrite && reaching.ids.has(member.id)) return reaching.why;
  return null;
}
