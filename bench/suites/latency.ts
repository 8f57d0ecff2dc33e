import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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
  const file = await open(place, 'w');
  const took: number[] = [];
  let going = true;
  const writing = (async () => {
    while (going) {
      const from = performance.now();
      await file.write(Buffer.alloc(4096, 'w'), 0, 4096, (took.length % 1000) * 4096);
      await file.sync();
      took.push(performance.now() - from);
      await sleep(20);
    }
  })();
  try {
    await work();
  } finally {
    going = false;
    await writing;
    await file.close();
    await rm(place);
  }
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { middle: at(0.5), p99: at(0.99), writes: took.length };
}
