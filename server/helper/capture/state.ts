import type { Fingerprint } from '../../archive/fingerprint.ts';
import type { Look } from '../process/find.ts';
import { FrozenTree } from './frozen-tree.ts';
import { type Half, halfOf } from './half.ts';
import type { ReadyTar } from './layer.ts';

/** What the helper remembers of a volume between the orders of one backup. */
export type VolumeState = {
  root: string;
  /** When the pre-copy began, 50 ms back: a file's kernel time may lag behind the clock by some ms. */
  sinceNs: bigint;
  base: Fingerprint;
  /** 1 for each entry of `base` that tar stored. */
  stored: Uint8Array;
  /** Names by inode, for the inodes that have several. */
  linked: ReadonlyMap<string, number[]>;
  frozen: FrozenTree;
  /** Written inside the freeze, compressed and made durable after it; `tar` is null where nothing changed. */
  delta: { tar: string | null; deletes: readonly string[]; entries: number; bytes: number };
  /** Folders that together hold half of a big tree: looked through by a second process. */
  half: Half;
  /** Paths that moved inside the freeze, for display. */
  moved: Set<string>;
  /** Programs that were started for the next freeze. */
  ready: { delta?: Look; moved?: Look; tar?: ReadyTar };
};

export type VolumeStates = Map<string, VolumeState>;

/** @throws when `capture.precopy` was not ordered for this volume */
export function stateOf(states: VolumeStates, volume: string): VolumeState {
  const state = states.get(volume);
  if (state === undefined) throw new Error(`volume ${volume} was not copied before`);
  return state;
}

/** Before anything was copied inside a freeze. */
export const noDelta: VolumeState['delta'] = { tar: null, deletes: [], entries: 0, bytes: 0 };

export function newState(root: string, sinceNs: bigint, base: Fingerprint, stored: Uint8Array): VolumeState {
  const frozen = new FrozenTree(base);
  return {
    root,
    sinceNs,
    base,
    stored,
    linked: linkGroups(base),
    frozen,
    delta: noDelta,
    half: halfOf(base),
    moved: new Set(),
    ready: {},
  };
}

function linkGroups(base: Fingerprint): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (let index = 0; index < base.count; index += 1) {
    if (base.isFolder(index) || base.links(index) < 2) continue;
    const { inode } = base.entry(index);
    const names = groups.get(inode);
    if (names === undefined) groups.set(inode, [index]);
    else names.push(index);
  }
  return groups;
}
