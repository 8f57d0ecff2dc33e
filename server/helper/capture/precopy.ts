import { isoNow, nowNs, slackNs } from '../clock.ts';
import type { Handler } from '../context.ts';
import { fingerprintOf } from '../process/find.ts';
import { run } from '../process/run.ts';
import { type Layer, writeLayer } from './layer.ts';
import { newState, type VolumeStates } from './state.ts';
import { bytesIn } from './sum.ts';

/** Copies a volume wholly while its services run; what moves meanwhile is the delta's. */
export function precopy(states: VolumeStates): Handler<'capture.precopy'> {
  return async ({ volume, root, layer }, context) => {
    const from = isoNow();
    const t0Ns = nowNs();
    // Every page is clean at t0, so the first write to one after it moves the file's ctime, also through a mapping.
    await run('sync', ['-f', '.'], { cwd: root, signal: context.signal });
    const base = await fingerprintOf(root, context.signal);
    const total = bytesIn(base);
    const stored = new Uint8Array(base.count);
    const copied = { entries: 0, bytes: 0 };
    const written = await writeLayer(
      {
        root,
        paths: pathsOf(base),
        file: layer,
        level: 3,
        threads: 0,
        durability: 'fsync',
        onStored(path) {
          const index = base.indexOf(path);
          if (index < 0 || stored[index] === 1) return;
          stored[index] = 1;
          copied.entries += 1;
          if (!base.isFolder(index)) copied.bytes += base.entry(index).size;
        },
        onProgress(bytes) {
          context.progress({ ...copied, entriesTotal: base.count, bytesTotal: total.named, stored: bytes });
        },
      },
      context.signal,
    );
    states.set(volume, newState(root, t0Ns - slackNs, base, stored));
    return {
      t0Ns: t0Ns.toString(),
      span: { from, to: isoNow() },
      entries: base.count,
      bytes: total.apparent,
      sockets: base.sockets,
      layer: written.stored,
      warnings: warningsOf(written, base.devices),
    };
  };
}

function* pathsOf(base: { count: number; path(index: number): string }): Generator<string> {
  for (let index = 0; index < base.count; index += 1) yield base.path(index);
}

function warningsOf(layer: Layer, devices: number): string[] {
  const warnings: string[] = [];
  if (layer.complaints.harmless > 0)
    warnings.push(`${layer.complaints.harmless} messages of tar about files that moved under it`);
  if (devices > 0) warnings.push(`${devices} device nodes were left out: no restore may make them`);
  return warnings;
}
