import type { SwapVolume } from './intent.ts';

/** Inodes of the three entries in a volume's directory; null where there is none. */
export type Inodes = { data: string | null; staged: string | null; kept: string | null };

/**
 * Where a volume's folders stand. `before`: live and staged side by side. `fenced`: moved aside, so that nobody can
 * start a container on it. `placed`: the new one is live. `cleared`: rolled back, and the staged one removed.
 */
export type Picture = 'before' | 'fenced' | 'placed' | 'cleared' | 'impossible';

export function pictureOf(volume: Pick<SwapVolume, 'oldInode' | 'newInode'>, inodes: Inodes): Picture {
  const { data, staged, kept } = inodes;
  if (data === volume.oldInode && staged === volume.newInode && kept === null) return 'before';
  if (data === null && staged === volume.newInode && kept === volume.oldInode) return 'fenced';
  if (data === volume.newInode && staged === null && kept === volume.oldInode) return 'placed';
  if (data === volume.oldInode && staged === null && kept === null) return 'cleared';
  return 'impossible';
}

export type Side = 'old' | 'new';

/** Which side the databases say holds; null when they disagree with each other or with the intent. */
export function sideOf(
  databases: readonly { oldOid: number | null; newOid: number | null; live: number | null }[],
): Side | null {
  if (databases.every(({ live, newOid }) => live === newOid)) return 'new';
  if (databases.every(({ live, oldOid }) => live === oldOid)) return 'old';
  return null;
}

/** A volume can be brought to this side from where it stands. */
export function fits(side: Side, picture: Picture): boolean {
  if (picture === 'impossible') return false;
  return side === 'new' ? picture !== 'cleared' : picture !== 'placed';
}
