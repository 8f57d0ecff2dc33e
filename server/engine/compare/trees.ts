import type { Fingerprint } from '../../archive/fingerprint.ts';
import type { Entry } from '../../archive/fingerprint-entry.ts';
import type { FileDifferences } from '../../contract/compare.ts';

type What = FileDifferences['entries'][number]['what'][number];

/** One path that differs: its place on either side, -1 where it is not there. */
export type TreeDifference = { path: string; left: number; right: number; what: What[] };

/**
 * What differs from one tree to the other, in the order of their paths. A file of the same size and time counts as the
 * same: contents are not read. Inodes, link counts and ctimes differ on every restore and count for nothing.
 */
export function treeDifferences(left: Fingerprint, right: Fingerprint): TreeDifference[] {
  const found: TreeDifference[] = [];
  for (let index = 0; index < left.count; index += 1) {
    const path = left.path(index);
    const other = right.indexOf(path);
    const what = other < 0 ? [] : whatDiffers(left.entry(index), right.entry(other));
    if (other < 0 || what.length > 0) found.push({ path, left: index, right: other, what });
  }
  for (let index = 0; index < right.count; index += 1) {
    const path = right.path(index);
    if (left.indexOf(path) < 0) found.push({ path, left: -1, right: index, what: [] });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function changeOf({ left, right }: TreeDifference): 'added' | 'gone' | 'changed' {
  return left < 0 ? 'added' : right < 0 ? 'gone' : 'changed';
}

function whatDiffers(one: Entry, other: Entry): What[] {
  if (one.type !== other.type) return ['type'];
  return [
    ...(one.type === 'f' && one.size !== other.size ? (['size'] as const) : []),
    ...(one.type !== 'l' && one.mode !== other.mode ? (['mode'] as const) : []),
    ...(one.uid !== other.uid || one.gid !== other.gid ? (['owner'] as const) : []),
    ...(one.mtimeNs !== other.mtimeNs ? (['time'] as const) : []),
    ...(one.target !== other.target ? (['target'] as const) : []),
  ];
}
