import { writeFileSync } from 'node:fs';
import { run } from '../../demo/run.ts';
import type { Figures, Side } from '../sides/side.ts';
import type { World } from '../world.ts';

/** One thing that is measured: a round gives figures of each side. */
export type Suite = {
  name: string;
  /** Rounds when nobody says how many. */
  rounds: number;
  measure(world: World, round: number): Promise<Record<string, Figures>>;
};

/** Every side comes first now and then: what the cache holds favours nobody. */
export function inTurn(sides: readonly Side[], round: number): Side[] {
  const start = round % sides.length;
  return [...sides.slice(start), ...sides.slice(0, start)];
}

/**
 * Every side finds the data on the disk, as one does at night: some of them leave it in the page cache and some throw it out,
 * to the good or the harm of whoever comes next.
 */
export async function fromDisk<T>(work: () => Promise<T>): Promise<T> {
  await run('sync', []);
  writeFileSync('/proc/sys/vm/drop_caches', '3');
  return work();
}
