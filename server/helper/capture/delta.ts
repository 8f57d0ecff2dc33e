import { isoNow } from '../clock.ts';
import type { Handler } from '../context.ts';
import { writeCompressed } from '../files/compressed.ts';
import { takeChanges, topmost } from './changes.ts';
import { FrozenTree } from './frozen-tree.ts';
import { nullSeparated, writeLayer } from './layer.ts';
import { stateOf, type VolumeState, type VolumeStates } from './state.ts';
import { SizeSum } from './sum.ts';

/**
 * Copies what changed since the pre-copy, while the writers are held. Nothing is synced here: that could take seconds
 * on a busy host, and `capture.confirm` does it after the thaw. May be ordered again after a thaw and a new freeze.
 */
export function delta(states: VolumeStates): Handler<'capture.delta'> {
  return async ({ volume, layer, deletes }, { signal }) => {
    const state = beginAnew(stateOf(states, volume));
    const lookFrom = isoNow();
    const changes = await takeChanges(state, signal);
    const copyFrom = isoNow();
    const paths = state.frozen.deltaPaths();
    const sum = new SizeSum();
    for (const path of paths) sum.add(state.frozen.get(path) ?? '');
    const copied = paths.length === 0 ? null : await copy(state, paths, layer, signal);
    const gone = topmost([...changes.deletes, ...(copied?.vanished ?? [])]);
    const list = gone.length === 0 ? null : await writeCompressed(deletes, nullSeparated(gone), 'later', signal);
    state.delta = { layer: copied?.stored.path ?? null, deletes: list?.path ?? null };
    return {
      look: { from: lookFrom, to: copyFrom },
      copy: { from: copyFrom, to: isoNow() },
      entries: paths.length,
      bytes: sum.apparent,
      changed: paths.length,
      deleted: gone.length,
      layer: copied?.stored ?? null,
      deletes: list,
    };
  };
}

/** A delta of an earlier try is forgotten: this one is against the pre-copy again. */
function beginAnew(state: VolumeState): VolumeState {
  state.frozen = new FrozenTree(state.base);
  state.delta = { layer: null, deletes: null };
  state.moved = new Set();
  return state;
}

async function copy(state: VolumeState, paths: string[], file: string, signal: AbortSignal) {
  const missing = new Set(paths);
  const { stored } = await writeLayer(
    {
      root: state.root,
      paths,
      file,
      level: 1,
      threads: 1,
      durability: 'later',
      onStored: (path) => missing.delete(path),
    },
    signal,
  );
  // Somebody who is not held removed these while we copied. The end of the freeze names him; the archive stays whole.
  const vanished = [...missing].filter((path) => state.base.indexOf(path) >= 0);
  for (const path of missing) state.frozen.drop(path);
  return { stored, vanished };
}
