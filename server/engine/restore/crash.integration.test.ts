import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArchiveId } from '../../archive/ids.ts';
import { type Shop, startShop } from '../backup/testing/shop.ts';
import { killIn } from './testing/kill.ts';
import { askedRounds, randomMoments, seed, triedOnce } from './testing/moments.ts';
import { pairOf, takeTurn, writePair } from './testing/pair.ts';
import { recoverTaken } from './testing/run-job.ts';

const run = promisify(execFile);
/** A round takes half a minute; `npm run crash` makes as many as asked for, with the seed that is asked for. */
const plans = randomMoments(askedRounds ?? 3, (chance) => ({
  alsoServer: chance(10) < 4,
  alsoHelpers: chance(10) < 4,
}));

describe(`killed at random moments (HOLDFAST_SEED=${seed})`, triedOnce, () => {
  let shop: Shop;
  let id: ArchiveId;
  beforeAll(async () => {
    shop = await startShop();
    await writePair(shop, 'archived');
    ({ id } = await shop.backUp());
  });
  afterAll(() => shop?.[Symbol.asyncDispose]());

  it.each(plans)('round $round: a $kind in “$stage” after $ms ms is wholly old or wholly new', async (plan) => {
    const { deps } = shop;
    const now = `now ${plan.round}`;
    const { job, handler, sides } = await takeTurn(shop, plan.kind, { id, archived: 'archived', now });
    await killIn({ folder: shop.folder, deps, layout: 'shop' }, job, plan.stage, plan.ms);
    if (plan.alsoServer) await run('docker', ['kill', shop.container('postgresql')]).catch(() => undefined);
    const helpers = await deps.docker.listContainers({ filters: { label: [`holdfast.helper=${job}`] } });
    if (plan.alsoHelpers)
      for (const { Id } of helpers)
        await deps.docker
          .getContainer(Id)
          .kill()
          .catch(() => undefined);

    const end = await recoverTaken(deps.db, handler, job);
    const side = end.side ?? 'old';
    expect(end.state).toBe(side === 'new' ? 'succeeded' : 'failed');
    if (plan.alsoServer)
      await deps.docker
        .getContainer(shop.container('postgresql'))
        .start()
        .catch(() => undefined);
    await expect.poll(() => pairOf(shop).catch(() => 'not up yet'), { timeout: 60_000 }).toBe(sides[side]);
    expect(await shop.states()).toEqual({ postgresql: 'running', web: 'running', worker: 'running' });
  });
});
