import { randomFrom } from '../../../helper/testing/random-tree.ts';

/** As many as `npm run crash` asks for; null where nobody asks. */
export const askedRounds = process.env.HOLDFAST_CRASH_ROUNDS ? Number(process.env.HOLDFAST_CRASH_ROUNDS) : null;
/** Who asks for many rounds wants to hear of each that failed, at its first try too. */
export const triedOnce = askedRounds === null ? {} : { retry: 0 };
export const seed = Number(process.env.HOLDFAST_SEED ?? Date.now() % 1_000_000);

/** When to kill what runs a job: `ms` after a stage has begun. */
export type Moment = { round: number; kind: 'restore' | 'undo'; stage: string; ms: number };

const before = { restore: ['Look', 'Stage', 'Compare'], undo: ['Look', 'Make ready'] };
const swap = ['Stop', 'Fence', 'Commit', 'Place', 'Start', 'Check'];

/** Moments that follow from the seed, early in a stage more often than late; with what else the chance shall decide. */
export function randomMoments<More extends object>(
  count: number,
  more: (chance: (below: number) => number) => More,
): (Moment & More)[] {
  const chance = randomFrom(seed);
  return Array.from({ length: count }, (_, round) => {
    const kind = chance(2) === 0 ? 'restore' : 'undo';
    const stages = [...before[kind], ...swap];
    const stage = stages[chance(stages.length)] ?? 'Stop';
    const ms = Math.floor((chance(1000) / 1000) ** 2 * 400);
    return { round, kind, stage, ms, ...more(chance) };
  });
}
