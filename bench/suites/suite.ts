import type { Figures } from '../sides/side.ts';
import type { World } from '../world.ts';

/** One thing that is measured: a round gives figures of each side. */
export type Suite = {
  name: string;
  /** Rounds when nobody says how many. */
  rounds: number;
  measure(world: World, round: number): Promise<Record<string, Figures>>;
};
