import { expect, it } from 'vitest';
import type { JobId } from '../../archive/ids.ts';
import { openJournals } from '../../store/index.ts';
import { type Shop, startShop } from '../backup/testing/shop.ts';
import { restoreHandler } from './index.ts';
import { writePair } from './testing/pair.ts';
import { recording, recoverTaken, runTaken, takenJob } from './testing/run-job.ts';
import { directoryOf, holdfastNames, textsIn } from './testing/shop.ts';

/** A shop with an archive of it, and a restore of that which was taken. */
async function shopToRestore(): Promise<{ shop: Shop; job: JobId }> {
  const shop = await startShop();
  const { deps, project } = shop;
  await writePair(shop, 'archived');
  const { id } = await shop.backUp();
  await writePair(shop, 'now');
  const args = { id, project, safetyBackup: false, acceptForeign: true };
  return { shop, job: await takenJob(deps.db, 'restore', project, args) };
}

/** Runs the restore; the database's container is removed as soon as a stage begins. */
async function restoreLosingServer({ deps, container }: Shop, job: JobId, at: string) {
  let removed: Promise<unknown> | undefined;
  const told = recording((stage) => {
    if (stage === at) removed ??= deps.docker.getContainer(container('postgresql')).remove({ force: true });
  });
  const end = await runTaken(deps.db, restoreHandler(deps), job, told);
  await removed;
  return end;
}

it('a restore that fails and can’t clear away what it staged is ended by recovery, with the error it failed with', async () => {
  const { shop, job } = await shopToRestore();
  await using _ = shop;
  const { deps } = shop;
  const end = await restoreLosingServer(shop, job, 'Compare');
  expect(end).toMatchObject({ state: 'interrupted', error: { code: 'installation.no-database' } });
  expect(await holdfastNames(directoryOf(shop, 'data'))).not.toEqual([]);

  await shop.renewServer(15);
  const recovered = await recoverTaken(deps.db, restoreHandler(deps), job);
  expect(recovered).toMatchObject({ state: 'failed', side: 'old' });
  expect(recovered.error?.code).not.toMatch(/rolled-back|no-database/);
  expect(await holdfastNames(directoryOf(shop, 'data'))).toEqual([]);
  expect(await openJournals(deps.db)).toEqual([]);
});

it('a restore whose new side holds and that can’t be reported is ended by recovery', async () => {
  const { shop, job } = await shopToRestore();
  await using _ = shop;
  const { deps } = shop;
  const end = await restoreLosingServer(shop, job, 'Start');
  expect(end).toMatchObject({ state: 'interrupted', error: { code: 'installation.no-database' } });

  await shop.renewServer(15);
  expect(await recoverTaken(deps.db, restoreHandler(deps), job)).toMatchObject({ state: 'succeeded', side: 'new' });
  expect(await textsIn(shop, 'web', '/data')).toBe('order=archived');
  expect(await openJournals(deps.db)).toEqual([]);
});
