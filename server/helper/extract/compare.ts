import type { Fingerprint } from '../../archive/fingerprint.ts';
import type { Entry } from '../../archive/fingerprint-entry.ts';
import { LinkPairs } from '../stack/link-pairs.ts';

/** How one entry of a real tree differs from the fingerprint. */
export type Difference = {
  path: string;
  /** What the fingerprint says; null for an entry that it does not name. */
  wanted: Entry | null;
  /** What a change of the entry's attributes can put right. */
  mendable: ('owner' | 'mode' | 'time' | 'FIFO link')[];
  /** For a FIFO that has lost its link: the first of its names. */
  linkTo: string | null;
  /** What it can't. */
  other: string | null;
};

/** Compares all that a fingerprint knows but ctime and inode numbers; of the latter, which names share one. */
export function* differences(found: Fingerprint, tree: Fingerprint): Generator<Difference> {
  const pairs = new LinkPairs();
  const fifos = new Map<string, string>();
  for (let index = 0; index < tree.count; index += 1) {
    const path = tree.path(index);
    const wanted = tree.entry(index);
    const at = found.indexOf(path);
    const difference: Difference =
      at < 0
        ? { path, wanted, mendable: [], linkTo: null, other: 'missing' }
        : compared(path, wanted, found.entry(at), pairs);
    if (wanted.type === 'p') difference.linkTo = firstName(fifos, wanted.inode, path);
    if (difference.other !== null || difference.mendable.length > 0) yield difference;
  }
  for (let index = 0; index < found.count; index += 1) {
    const path = found.path(index);
    if (tree.indexOf(path) < 0) yield { path, wanted: null, mendable: [], linkTo: null, other: 'not in the archive' };
  }
}

function firstName(fifos: Map<string, string>, inode: string, path: string): string {
  const first = fifos.get(inode) ?? path;
  fifos.set(inode, first);
  return first;
}

function compared(path: string, wanted: Entry, real: Entry, pairs: LinkPairs): Difference {
  const difference: Difference = {
    path,
    wanted,
    mendable: [],
    linkTo: null,
    other: otherDifference(wanted, real, pairs),
  };
  if (difference.other === 'type') return difference;
  if (wanted.type === 'p' && !linksFit(wanted, real, pairs)) difference.mendable.push('FIFO link');
  difference.mendable.push(...attributesLeft(wanted, real));
  return difference;
}

/** What a change of attributes can put right. */
export function attributesLeft(wanted: Entry, real: Entry): ('owner' | 'mode' | 'time')[] {
  return [
    ...(real.uid !== wanted.uid || real.gid !== wanted.gid ? (['owner'] as const) : []),
    ...(wanted.type !== 'l' && real.mode !== wanted.mode ? (['mode'] as const) : []),
    ...(real.mtimeNs !== wanted.mtimeNs ? (['time'] as const) : []),
  ];
}

function otherDifference(wanted: Entry, real: Entry, pairs: LinkPairs): string | null {
  if (real.type !== wanted.type) return 'type';
  if (wanted.type === 'f' && real.size !== wanted.size) return 'size';
  if (real.target !== wanted.target) return 'link target';
  if (wanted.type === 'd' || wanted.type === 'p') return null;
  return linksFit(wanted, real, pairs) ? null : 'hard links';
}

/** A name whose other names lie outside of the tree stands alone in the fingerprint and may stand alone here. */
function linksFit(wanted: Entry, real: Entry, pairs: LinkPairs): boolean {
  return (wanted.links === 1 && real.links === 1) || pairs.fits(wanted.inode, real.inode);
}

export function inWords({ mendable, other }: Difference): string {
  return [...(other === null ? [] : [other]), ...mendable].join(', ');
}
