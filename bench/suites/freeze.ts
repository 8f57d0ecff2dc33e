import { rewriteShare } from '../rewrite.ts';
import { backUp, holdfast } from '../sides/holdfast.ts';
import { pauseEverything } from '../sides/script.ts';
import { fromDisk, type Suite } from './suite.ts';

/** How long the writers stand still while 1 % of the files change during the pre-copy, against pausing for all of it. */
export const freeze: Suite = {
  name: 'freeze',
  rounds: 5,
  async measure(world, round) {
    const changing = () => rewriteShare(world.filling, 0.01, freeze.name, round).then(() => undefined);
    const ours = await fromDisk(world, () => backUp(world, { full: true, onPreCopy: changing }));
    await holdfast(world).clear();
    const paused = pauseEverything(world);
    const theirs = await fromDisk(world, () => paused.first());
    await paused.clear();
    return { holdfast: ours, 'pause-everything': theirs };
  },
};
