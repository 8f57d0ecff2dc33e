import { type Fingerprint, parentOf } from '../../archive/fingerprint.ts';
import { decodeFields } from '../../archive/fingerprint-entry.ts';
import type { Handler } from '../context.ts';
import { writeCompressed } from '../files/compressed.ts';
import { bytesOf, Sampler, shown } from '../files/names.ts';
import { fingerprintOf } from '../process/find.ts';
import { standDown } from './ready.ts';
import { stateOf, type VolumeState, type VolumeStates } from './state.ts';
import { storeDelta } from './store-delta.ts';
import { SizeSum } from './sum.ts';

/** The kernel's coarse clock steps at most every 10 ms, so a write just after the thaw may look that much older. */
const coarseNs = 10_000_000n;

/** After the thaw: stores the delta, looks at everything once more, and writes down the frozen state. */
export function confirm(states: VolumeStates): Handler<'capture.confirm'> {
  return async ({ volume, thawNs, fingerprint, ...into }, { signal }) => {
    const state = stateOf(states, volume);
    await standDown(state);
    const [{ corrected, ...delta }, after] = await Promise.all([
      storeDelta(state, into, signal),
      fingerprintOf(state.root, signal),
    ]);
    const missed = new Sampler();
    const miss = (path: string) => {
      if (!state.moved.has(path)) missed.add(shown(path));
    };
    for (const path of corrected) miss(path);
    for (const path of disagreements(state, after, BigInt(thawNs) - coarseNs)) miss(path);
    const sum = new SizeSum();
    const count = { files: 0 };
    const stored = await writeCompressed(fingerprint, records(state, sum, count), 'fsync', signal);
    return {
      missed: missed.sample,
      files: count.files,
      bytes: sum.apparent,
      sockets: after.sockets,
      fingerprint: stored,
      delta,
    };
  };
}

function* records(state: VolumeState, sum: SizeSum, count: { files: number }): Generator<Buffer> {
  let piece = '';
  for (const { path, fields } of state.frozen.entries()) {
    sum.add(fields);
    count.files += 1;
    piece += `./${path}\0${fields}\0`;
    if (piece.length > 65_536) {
      yield bytesOf(piece);
      piece = '';
    }
  }
  yield bytesOf(piece);
}

/** Paths that did not change after the thaw and yet are not as the frozen state says. */
function* disagreements(state: VolumeState, after: Fingerprint, thawNs: bigint): Generator<string> {
  for (let index = 0; index < after.count; index += 1) {
    const fields = after.fields(index);
    const { ctimeNs, inode } = decodeFields(fields);
    if (ctimeNs >= thawNs) continue;
    const path = after.path(index);
    const frozen = state.frozen.get(path);
    if (frozen === fields) continue;
    const isOther = frozen === null || decodeFields(frozen).inode !== inode;
    if (isOther && liesInMoved(after, path, thawNs)) continue;
    yield path;
  }
  for (const { path } of state.frozen.entries()) {
    if (after.indexOf(path) < 0 && !liesInMoved(after, path, thawNs)) yield path;
  }
}

/** Whether a folder on the way to this path changed after the thaw, so that what came or went below it may have done so then. */
function liesInMoved(after: Fingerprint, path: string, thawNs: bigint): boolean {
  for (let folder = path; folder !== ''; ) {
    folder = parentOf(folder);
    const index = after.indexOf(folder);
    if (index >= 0 && after.entry(index).ctimeNs >= thawNs) return true;
  }
  return false;
}
