import type { Fingerprint } from '../../archive/fingerprint.ts';
import { isoNow, nowNs, slackNs } from '../clock.ts';
import type { Context, Handler } from '../context.ts';
import { writeCompressed } from '../files/compressed.ts';
import { fingerprintOf } from '../process/find.ts';
import { run } from '../process/run.ts';
import type { Orders, StoredFile } from '../protocol.ts';
import { identityOf } from './identity.ts';
import { type Copying, changesSince, everything } from './increment.ts';
import { nullSeparated, writeLayer } from './layer.ts';
import { newState, type VolumeStates } from './state.ts';
import { bytesIn } from './sum.ts';

/** Copies a volume, or what changed of it since an earlier archive, while its services run; what moves meanwhile is the delta's. */
export function precopy(states: VolumeStates): Handler<'capture.precopy'> {
  return async ({ volume, root, layer, deletes, base }, context) => {
    const { signal } = context;
    const from = isoNow();
    const t0Ns = nowNs();
    // Every page is clean at t0, so the first write to one after it moves the file's ctime, also through a mapping.
    await run('sync', ['-f', '.'], { cwd: root, signal });
    const identity = await identityOf(root);
    const tree = await fingerprintOf(root, signal);
    const copying =
      base === null
        ? everything(tree, 'there is no earlier archive to go on from')
        : await changesSince(base, tree, identity, signal);
    const copied = await copy({ root, tree, copying, file: layer }, context);
    const list = await writeDeletes(deletes, copying.deletes, signal);
    states.set(volume, newState(root, t0Ns - slackNs, tree, copied.stored));
    return {
      identity,
      full: copying.full,
      span: { from, to: isoNow() },
      entries: tree.count,
      bytes: bytesIn(tree).apparent,
      sockets: tree.sockets,
      copied: copied.sum,
      layer: copied.layer,
      deletes: list,
      warnings: warningsOf(copied.complaints, tree.devices),
    };
  };
}

type Copy = { root: string; tree: Fingerprint; copying: Copying; file: string };
type Copied = {
  stored: Uint8Array;
  sum: { entries: number; bytes: number };
  layer: StoredFile | null;
  complaints: number;
};

/** @returns which entries the stack now holds: those that needn't be copied, and those that tar stored */
async function copy(
  { root, tree, copying, file }: Copy,
  { signal, progress }: Context<Orders['capture.precopy']['progress']>,
): Promise<Copied> {
  const stored = copying.copy.map((wanted) => 1 - wanted);
  const total = totalOf(tree, copying.copy);
  const sum = { entries: 0, bytes: 0 };
  if (total.entriesTotal === 0) return { stored, sum, layer: null, complaints: 0 };
  const written = await writeLayer(
    {
      root,
      paths: pathsOf(tree, copying.copy),
      file,
      onStored(path) {
        const index = tree.indexOf(path);
        if (index < 0 || stored[index] === 1) return;
        stored[index] = 1;
        sum.entries += 1;
        if (!tree.isFolder(index)) sum.bytes += tree.size(index);
      },
      onProgress: (bytes) => progress({ ...sum, ...total, stored: bytes }),
    },
    signal,
  );
  return { stored, sum, layer: written.stored, complaints: written.complaints.harmless };
}

function totalOf(tree: Fingerprint, wanted: Uint8Array): { entriesTotal: number; bytesTotal: number } {
  const total = { entriesTotal: 0, bytesTotal: 0 };
  for (let index = wanted.indexOf(1); index >= 0; index = wanted.indexOf(1, index + 1)) {
    total.entriesTotal += 1;
    if (!tree.isFolder(index)) total.bytesTotal += tree.size(index);
  }
  return total;
}

function* pathsOf(tree: Fingerprint, wanted: Uint8Array): Generator<string> {
  for (let index = wanted.indexOf(1); index >= 0; index = wanted.indexOf(1, index + 1)) yield tree.path(index);
}

async function writeDeletes(file: string, paths: readonly string[], signal: AbortSignal): Promise<StoredFile | null> {
  return paths.length === 0 ? null : writeCompressed(file, nullSeparated(paths), 'fsync', signal);
}

function warningsOf(complaints: number, devices: number): string[] {
  const warnings: string[] = [];
  if (complaints > 0) warnings.push(`${complaints} messages of tar about files that moved under it`);
  if (devices > 0) warnings.push(`${devices} device nodes were left out: no restore may make them`);
  return warnings;
}
