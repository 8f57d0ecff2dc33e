import { rewriteShare } from '../rewrite.ts';
import { scaleNamed } from '../scale.ts';
import { holdfast } from '../sides/holdfast.ts';
import type { Figures } from '../sides/side.ts';
import { borgSide, resticSide } from '../sides/tools.ts';
import { fillDatabase } from '../world.ts';
import { fromDisk, inTurn, type Suite } from './suite.ts';

const small = scaleNamed('usual').databaseBytes;

/**
 * A first backup, then 1 % of the files rewritten, then a second one that builds on it. The database is small at every
 * scale: a dump is whole each time, by whomever it is taken, and would hide what is compared.
 */
export const second: Suite = {
  name: 'second',
  rounds: 3,
  async measure(world, round) {
    const tooLarge = world.scale.databaseBytes > small;
    if (tooLarge) await fillDatabase(world.stack, small);
    const figures: Record<string, Figures> = {};
    const sides = [holdfast(world), resticSide(world), borgSide(world)];
    for (const side of inTurn(sides, round)) figures[side.name] = await fromDisk(world, () => side.first());
    const rewritten = await rewriteShare(world.filling, 0.01, second.name, round);
    for (const side of inTurn(sides, round))
      figures[`${side.name} again`] = { ...(await fromDisk(world, () => side.next())), rewritten };
    for (const side of sides) await side.clear();
    if (tooLarge) await fillDatabase(world.stack, world.scale.databaseBytes);
    return figures;
  },
};
