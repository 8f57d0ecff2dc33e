import { holdfast } from '../sides/holdfast.ts';
import { pauseEverything, plainScript } from '../sides/script.ts';
import type { Figures } from '../sides/side.ts';
import { borgSide, resticSide } from '../sides/tools.ts';
import { fromDisk, inTurn, type Suite } from './suite.ts';

/** A first backup by each side. */
export const backup: Suite = {
  name: 'backup',
  rounds: 3,
  async measure(world, round) {
    const figures: Record<string, Figures> = {};
    const sides = [holdfast(world), resticSide(world), borgSide(world), plainScript(world), pauseEverything(world)];
    for (const side of inTurn(sides, round)) {
      figures[side.name] = await fromDisk(world, () => side.first());
      await side.clear();
    }
    return figures;
  },
};
