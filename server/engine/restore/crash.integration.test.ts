import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArchiveId } from '../../archive/ids.ts';
import { type Shop, startShop } from '../backup/testing/shop.ts';
import { restoreHandler, undoHandler } from './index.ts';
import { killIn } from './testing/kill.ts';
import { askedRounds, randomMoments, seed } from './testing/moments.ts';
import { recoverTaken, takenJob } from './testing/run-job.ts';
import { restoreInto, textsIn } from './testing/shop.ts';

const run = promisify(execFile);
/** A round takes half a minute; `npm run crash` makes as many as asked for, with the seed that is asked for. */
const plans = randomMoments(askedRounds ?? 3, (chance) => ({
  alsoServer: chance(10) < 4,
  alsoHelpers: chance(10) < 4,
}));

describe(`killed at random moments (HOLDFAST_SEED=${seed})`, () => {
  let shop: Shop;
  let id: ArchiveId;
  beforeAll(async () => {
    shop = await startShop();
    await write('archived');
    ({ id } = await shop.backUp());
  });
  afterAll(() => shop?.[Symbol.asyncDispose]());

  async function write(moment: string): Promise<void> {
    await writeFile(join(shop.files('data'), 'order'), moment);
    await writeFile(join(shop.files('media'), 'picture'), moment);
    await shop.sql(`delete from orders; insert into orders (what) values ('${moment}')`);
  }
  /** What web, worker and the database say: one word when they agree. */
  async function pair(): Promise<string> {
    const [order, picture] = [await textsIn(shop, 'web', '/data'), await textsIn(shop, 'web', '/media')];
    const seen = [order, picture, await textsIn(shop, 'worker', '/data'), await shop.sql('select what from orders')];
    return [...new Set(seen.map((each) => each.replace(/^.*=/, '')))].join(' and ');
  }

  it.each(plans)('round $round: a $kind in “$stage” after $ms ms is wholly old or wholly new', async (plan) => {
    const { project, deps } = shop;
    const now = `now ${plan.round}`;
    await write(now);
    let sides = { old: now, new: 'archived' };
    let args: object = { id, project, safetyBackup: false, acceptForeign: true };
    if (plan.kind === 'undo') {
      const { job: jobId } = await restoreInto(shop, id);
      sides = { old: 'archived', new: now };
      args = { jobId, project, safetyBackup: false };
    }
    const job = await takenJob(deps.db, plan.kind, project, args);
    await killIn({ folder: shop.folder, deps, layout: 'shop' }, job, plan.stage, plan.ms);
    if (plan.alsoServer) await run('docker', ['kill', shop.container('postgresql')]).catch(() => undefined);
    const helpers = await deps.docker.listContainers({ filters: { label: [`holdfast.helper=${job}`] } });
    if (plan.alsoHelpers)
      for (const { Id } of helpers)
        await deps.docker
          .getContainer(Id)
          .kill()
          .catch(() => undefined);

    const handler = plan.kind === 'undo' ? undoHandler(deps) : restoreHandler(deps);
    const end = await recoverTaken(deps.db, handler, job);
    const side = end.side ?? 'old';
    expect(end.state).toBe(side === 'new' ? 'succeeded' : 'failed');
    if (plan.alsoServer)
      await deps.docker
        .getContainer(shop.container('postgresql'))
        .start()
        .catch(() => undefined);
    await expect.poll(() => pair().catch(() => 'not up yet'), { timeout: 60_000 }).toBe(sides[side]);
    expect(await shop.states()).toEqual({ postgresql: 'running', web: 'running', worker: 'running' });
  });
});
