import { isoNow } from '../clock.ts';
import type { Handler } from '../context.ts';
import { takeChanges } from './changes.ts';
import { FrozenTree } from './frozen-tree.ts';
import { ReadyTar } from './layer.ts';
import { take } from './ready.ts';
import { noDelta, stateOf, type VolumeState, type VolumeStates } from './state.ts';
import { SizeSum } from './sum.ts';
import { topmost } from './topmost.ts';

/**
 * Copies what changed since the pre-copy, while the writers are held. Nothing is synced or compressed here: that could
 * take seconds on a busy host, and `capture.confirm` does it after the thaw. May be ordered again after a thaw and a new
 * freeze.
 */
export function delta(states: VolumeStates): Handler<'capture.delta'> {
  return async ({ volume, root: _, tar }, { signal }) => {
    const state = beginAnew(stateOf(states, volume));
    const lookFrom = isoNow();
    const changes = await takeChanges(state, signal);
    const copyFrom = isoNow();
    const paths = state.frozen.deltaPaths();
    const sum = new SizeSum();
    for (const path of paths) sum.add(state.frozen.get(path) ?? '');
    const copied = paths.length === 0 ? nothing : await copy(state, paths, tar, signal);
    const gone = topmost([...changes.deletes, ...copied.vanished]);
    state.delta = { tar: copied.tar, deletes: gone, entries: paths.length, bytes: sum.apparent };
    return {
      look: { from: lookFrom, to: copyFrom },
      copy: { from: copyFrom, to: isoNow() },
      bytes: sum.apparent,
      changed: paths.length,
      deleted: gone.length,
      latestNs: changes.latestNs?.toString() ?? null,
    };
  };
}

/** A delta of an earlier try is forgotten: this one is against the pre-copy again. */
function beginAnew(state: VolumeState): VolumeState {
  state.frozen = new FrozenTree(state.base);
  state.delta = noDelta;
  state.moved = new Set();
  return state;
}

type Copied = { tar: string | null; vanished: string[] };

const nothing: Copied = { tar: null, vanished: [] };

/** @returns `vanished`: paths of the base that somebody who is not held removed while we copied; the end of the freeze names him */
async function copy(state: VolumeState, paths: string[], file: string, signal: AbortSignal): Promise<Copied> {
  const missing = new Set(paths);
  const tar = take(state, 'tar') ?? (await ReadyTar.start(state.root, file));
  await tar.write({ paths, onStored: (path) => missing.delete(path) }, signal);
  // The archive stays whole: what tar did not find is not in it.
  const vanished = [...missing].filter((path) => state.base.indexOf(path) >= 0);
  for (const path of missing) state.frozen.drop(path);
  return { tar: tar.file, vanished };
}
