import { align } from '../../archive/alignment.ts';
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
  const { base, frozen } = state;
  let piece: Buffer[] = [];
  for (const entry of frozen.entries()) {
    count.files += 1;
    if (typeof entry === 'number') {
      sum.addEntry(base, entry);
      piece.push(base.record(entry));
    } else {
      sum.add(entry.fields);
      piece.push(bytesOf(`./${entry.path}\0${entry.fields}\0`));
    }
    if (piece.length === recordsAtOnce) {
      yield Buffer.concat(piece);
      piece = [];
    }
  }
  yield Buffer.concat(piece);
}

const recordsAtOnce = 1000;

/** Paths that did not change after the thaw and yet are not as the frozen state says. */
function* disagreements({ base, frozen }: VolumeState, after: Fingerprint, thawNs: bigint): Generator<string> {
  const { there, same } = align(after, base);
  const seen = new Uint8Array(base.count);
  for (const [index, at] of there.entries()) {
    if (at >= 0) seen[at] = 1;
    if (after.changedSince(index, thawNs)) continue;
    if (at >= 0 && same[index] === 1 && frozen.isUntouched(at)) continue;
    const path = after.path(index);
    const fields = after.fields(index);
    const before = frozen.get(path);
    if (before === fields) continue;
    const isOther = before === null || decodeFields(before).inode !== decodeFields(fields).inode;
    if (isOther && liesInMoved(after, path, thawNs)) continue;
    yield path;
  }
  for (const entry of frozen.entries()) {
    if (typeof entry === 'number' && seen[entry] === 1) continue;
    const path = typeof entry === 'number' ? base.path(entry) : entry.path;
    if (after.indexOf(path) < 0 && !liesInMoved(after, path, thawNs)) yield path;
  }
}

/** Whether a folder on the way to this path changed after the thaw, so that what came or went below it may have done so then. */
function liesInMoved(after: Fingerprint, path: string, thawNs: bigint): boolean {
  for (let folder = path; folder !== ''; ) {
    folder = parentOf(folder);
    const index = after.indexOf(folder);
    if (index >= 0 && after.changedSince(index, thawNs)) return true;
  }
  return false;
}
