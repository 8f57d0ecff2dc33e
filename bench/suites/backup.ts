import { rewriteShare } from '../rewrite.ts';
import { holdfast } from '../sides/holdfast.ts';
import { pauseEverything, plainScript } from '../sides/script.ts';
import type { Figures, Side } from '../sides/side.ts';
import { borgSide, resticSide } from '../sides/tools.ts';
import type { Suite } from './suite.ts';

/** A first backup by each side, then 1 % of the files rewritten, then a second one by those that build on the first. */
export const backup: Suite = {
  name: 'backup',
  rounds: 3,
  async measure(world, round) {
    const figures: Record<string, Figures> = {};
    const tools = [holdfast(world), resticSide(world), borgSide(world)];
    const sides = [...tools, plainScript(world), pauseEverything(world)];
    for (const side of turned(sides, round)) figures[side.name] = await side.first();
    const rewritten = await rewriteShare(world.filling, 0.01, round);
    for (const side of turned(tools, round)) figures[`${side.name} again`] = { ...(await side.next()), rewritten };
    for (const side of sides) await side.clear();
    return figures;
  },
};

/** Every side comes first now and then: what the cache holds favours nobody. */
function turned(sides: readonly Side[], round: number): Side[] {
  const start = round % sides.length;
  return [...sides.slice(start), ...sides.slice(0, start)];
}
