import { expect, it } from 'vitest';
import { openJournals } from '../../store/index.ts';
import { startShop } from '../backup/testing/shop.ts';
import { restoreHandler } from './index.ts';
import { writePair } from './testing/pair.ts';
import { recording, recoverTaken, runTaken, takenJob } from './testing/run-job.ts';
import { directoryOf, holdfastNames } from './testing/shop.ts';

it('a restore that fails and can’t clear away what it staged is ended by recovery, with the error it failed with', async () => {
  await using shop = await startShop();
  const { deps, project } = shop;
  await writePair(shop, 'archived');
  const { id } = await shop.backUp();
  const args = { id, project, safetyBackup: false, acceptForeign: true };
  const job = await takenJob(deps.db, 'restore', project, args);
  let removed: Promise<unknown> | undefined;
  const told = recording((stage) => {
    if (stage === 'Compare') removed ??= deps.docker.getContainer(shop.container('postgresql')).remove({ force: true });
  });
  const end = await runTaken(deps.db, restoreHandler(deps), job, told);
  await removed;
  expect(end).toMatchObject({ state: 'interrupted', error: { code: 'installation.no-database' } });
  expect(await holdfastNames(directoryOf(shop, 'data'))).not.toEqual([]);

  await shop.renewServer(15);
  const recovered = await recoverTaken(deps.db, restoreHandler(deps), job);
  expect(recovered).toMatchObject({ state: 'failed', side: 'old' });
  expect(recovered.error?.code).not.toMatch(/rolled-back|no-database/);
  expect(await holdfastNames(directoryOf(shop, 'data'))).toEqual([]);
  expect(await openJournals(deps.db)).toEqual([]);
});
