import type { Fingerprint } from '../../archive/fingerprint.ts';
import type { Entry } from '../../archive/fingerprint-entry.ts';
import { LinkPairs } from '../stack/link-pairs.ts';

/** How one entry of a real tree differs from the fingerprint. */
export type Difference = {
  path: string;
  /** What the fingerprint says; null for an entry that it does not name. */
  wanted: Entry | null;
  /** What a change of the entry's attributes can put right. */
  mendable: ('owner' | 'mode' | 'time')[];
  /** What it can't. */
  other: string | null;
};

/** Compares all that a fingerprint knows but ctime and inode numbers; of the latter, which names share one. */
export function* differences(found: Fingerprint, tree: Fingerprint): Generator<Difference> {
  const pairs = new LinkPairs();
  for (let index = 0; index < tree.count; index += 1) {
    const path = tree.path(index);
    const wanted = tree.entry(index);
    const at = found.indexOf(path);
    const difference =
      at < 0 ? { path, wanted, mendable: [], other: 'missing' } : compared(path, wanted, found.entry(at), pairs);
    if (difference.other !== null || difference.mendable.length > 0) yield difference;
  }
  for (let index = 0; index < found.count; index += 1) {
    const path = found.path(index);
    if (tree.indexOf(path) < 0) yield { path, wanted: null, mendable: [], other: 'not in the archive' };
  }
}

function compared(path: string, wanted: Entry, real: Entry, pairs: LinkPairs): Difference {
  const difference: Difference = { path, wanted, mendable: [], other: otherDifference(wanted, real, pairs) };
  if (difference.other === 'type') return difference;
  if (real.uid !== wanted.uid || real.gid !== wanted.gid) difference.mendable.push('owner');
  if (wanted.type !== 'l' && real.mode !== wanted.mode) difference.mendable.push('mode');
  if (real.mtimeNs !== wanted.mtimeNs) difference.mendable.push('time');
  return difference;
}

function otherDifference(wanted: Entry, real: Entry, pairs: LinkPairs): string | null {
  if (real.type !== wanted.type) return 'type';
  if (wanted.type === 'f' && real.size !== wanted.size) return 'size';
  if (real.target !== wanted.target) return 'link target';
  if (wanted.type === 'd') return null;
  // A name whose other names lie outside of the tree stands alone in the fingerprint and may stand alone here.
  const alone = wanted.links === 1 && real.links === 1;
  return alone || pairs.fits(wanted.inode, real.inode) ? null : 'hard links';
}

export function inWords({ mendable, other }: Difference): string {
  return [...(other === null ? [] : [other]), ...mendable].join(', ');
}
