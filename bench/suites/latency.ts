import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { root } from '../../demo/clone.ts';
import { holdfast } from '../sides/holdfast.ts';
import { plainScript } from '../sides/script.ts';
import type { Figures } from '../sides/side.ts';
import type { World } from '../world.ts';
import type { Suite } from './suite.ts';

/** What a backup takes from somebody else who writes: 4 KiB and fsync, every 20 ms, on the same disk. */
export const latency: Suite = {
  name: 'latency',
  rounds: 3,
  async measure(world) {
    const idle = await whileWriting(world, () => sleep(10_000));
    const ours = holdfast(world);
    const during = await whileWriting(world, () => ours.first());
    await ours.clear();
    const script = plainScript(world);
    const scripted = await whileWriting(world, () => script.first());
    await script.clear();
    return { idle, holdfast: during, script: scripted };
  },
};

/** @returns ms of a write: the middle one, and the one that 99 of 100 stay below */
async function whileWriting({ scratch }: World, work: () => Promise<unknown>): Promise<Figures> {
  const place = path.join(scratch, 'writer');
  const writer = spawn(process.execPath, [path.join(root, 'bench/fsync-writer.ts'), place], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const printed = text(writer.stdout);
  try {
    await work();
  } finally {
    writer.stdin.end();
  }
  const took = z
    .array(z.number())
    .min(1)
    .parse(JSON.parse(await printed));
  await rm(place);
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { middle: at(0.5), p99: at(0.99), writes: took.length };
}
