import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ArchiveId } from '../../archive/ids.ts';
import { type Shop, startShop } from '../backup/testing/shop.ts';
import { cleanupHandler, planRestore, planUndo, restoreHandler } from './index.ts';
import { killIn } from './testing/kill.ts';
import { recoverTaken, runTaken, takenJob } from './testing/run-job.ts';
import { directoryOf, holdfastNames, restoreInto, textsIn, undoIn } from './testing/shop.ts';

/* Volumes alone, while the database's server is down: it has no part in them, so it is neither asked nor started. */

let shop: Shop;
let id: ArchiveId;
beforeAll(async () => {
  shop = await startShop();
  await order('then');
  ({ id } = await shop.backUp());
  await order('now');
  await shop.deps.docker.getContainer(shop.container('postgresql')).stop();
});
afterAll(() => shop?.[Symbol.asyncDispose]());

const only = ['volume=data'];
const order = (text: string) => writeFile(join(shop.files('data'), 'order'), text);
const seen = () => textsIn(shop, 'worker', '/data');
const untouched = { postgresql: 'exited', web: 'running', worker: 'running' };
const leftDown = { code: 'database.left-down', level: 'warn' };
const clear = async (jobId: string) => {
  const job = await takenJob(shop.deps.db, 'cleanup', shop.project, { jobId, project: shop.project });
  return runTaken(shop.deps.db, cleanupHandler(shop.deps), job);
};

it('come back, are undone and cleared away', async () => {
  const plan = await planRestore(shop.deps, { id, only, safetyBackup: false });
  expect(plan.allowed, JSON.stringify(plan.findings)).toBe(true);
  expect(plan.findings.find(({ code }) => code.startsWith('database.'))).toMatchObject(leftDown);
  const { job } = await restoreInto(shop, id, { only });
  expect(await seen()).toBe('order=then');
  expect(await shop.states()).toEqual(untouched);

  const back = await planUndo(shop.deps, { jobId: job, safetyBackup: false });
  expect(back.allowed, JSON.stringify(back.findings)).toBe(true);
  expect(back.findings.find(({ code }) => code.startsWith('database.'))).toMatchObject(leftDown);
  const undone = await undoIn(shop, job);
  expect(await seen()).toBe('order=now');
  await clear(undone.job);
  expect(await holdfastNames(directoryOf(shop, 'data'))).toEqual([]);
  expect(await shop.states()).toEqual(untouched);
});

it.each([
  ['Stage', 'old'],
  ['Commit', 'old'],
  ['Place', 'new'],
] as const)('whose process is killed in “%s” end on the %s side', async (stage, side) => {
  const args = { id, project: shop.project, only, safetyBackup: false, acceptForeign: true };
  const job = await takenJob(shop.deps.db, 'restore', shop.project, args);
  await killIn({ folder: shop.folder, deps: shop.deps, layout: 'shop' }, job, stage, 0);
  const end = await recoverTaken(shop.deps.db, restoreHandler(shop.deps), job);
  expect(end.side).toBe(side);
  expect(await seen()).toBe(side === 'new' ? 'order=then' : 'order=now');
  if (side === 'new') await clear(job);
  expect(await holdfastNames(directoryOf(shop, 'data'))).toEqual([]);
  expect(await shop.states()).toEqual(untouched);
});

it('with a safety backup start it: that holds it too', async () => {
  const plan = await planRestore(shop.deps, { id, only });
  expect(plan.allowed, JSON.stringify(plan.findings)).toBe(true);
  expect(plan.findings.find(({ code }) => code === 'database.stopped')).toMatchObject({ level: 'warn' });
  await restoreInto(shop, id, { only, safetyBackup: true });
  expect(await seen()).toBe('order=then');
  expect((await shop.states()).postgresql).toBe('running');
});

it('with a database are refused where that can’t be asked, and with a safety backup as well', async () => {
  await shop.deps.docker.getContainer(shop.container('postgresql')).pause();
  const refusal = async (input: object) => {
    const { findings } = await planRestore(shop.deps, { id, ...input });
    return findings.find(({ code }) => code === 'database.down');
  };
  const alone = { level: 'refuse', remedy: expect.stringContaining('without a safety backup') };
  expect(await refusal({ safetyBackup: false })).toMatchObject({ level: 'refuse' });
  expect(await refusal({ only })).toMatchObject(alone);
  expect(await refusal({ only, safetyBackup: false })).toBeUndefined();
});
