import { execFile } from 'node:child_process';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArchiveId } from '../../archive/ids.ts';
import type { RestoreReport } from '../../contract/restores.ts';
import { type Shop, startShop } from '../backup/testing/shop.ts';
import { cleanupHandler, planRestore } from './index.ts';
import { runTaken, takenJob } from './testing/run-job.ts';
import { holdfastNames, restoreInto, textsIn, undoIn } from './testing/shop.ts';

const run = promisify(execFile);
let shop: Shop;
let id: ArchiveId;
beforeAll(async () => {
  shop = await startShop();
  await writeFile(join(shop.files('data'), 'order'), 'then');
  await writeFile(join(shop.files('media'), 'picture'), 'then');
  await shop.sql("insert into orders (what) values ('then')");
  ({ id } = await shop.backUp());
});
afterAll(async () => {
  if (!shop) return;
  // Those that were made again here are none of the shop's own.
  for (const service of ['worker', 'postgresql'])
    await shop.deps.docker.getContainer(shop.container(service)).remove({ force: true, v: true });
  await shop[Symbol.asyncDispose]();
});

const inPostgres = async (query: string) => {
  const psql = ['psql', '-X', '-A', '-t', '-q', '-U', 'shop', '-d', 'postgres', '-c', query];
  return (await run('docker', ['exec', shop.container('postgresql'), ...psql])).stdout.trim();
};
const databases = () => inPostgres("select datname from pg_database where datname = 'shop'");
const exists = async (key: string) =>
  (await shop.deps.docker.listVolumes()).Volumes.some(({ Name }) => Name === `${shop.project}_${key}`);

describe('a database that is gone', () => {
  it('is made anew; the undo takes it away, and an undo of that brings it back', async () => {
    await inPostgres('drop database shop');
    const plan = await planRestore(shop.deps, { id });
    expect(plan.allowed, JSON.stringify(plan.findings)).toBe(true);
    expect(plan.findings.map(({ code }) => code)).toContain('database.gone');
    const { job, end } = await restoreInto(shop, id);
    expect(await shop.sql('select what from orders')).toBe('then');
    expect((end.result as RestoreReport).kept?.databases).toEqual([]);
    const undone = await undoIn(shop, job);
    expect(await databases()).toBe('');
    await undoIn(shop, undone.job);
    expect(await shop.sql('select what from orders')).toBe('then');
  });
});

describe('a volume that is gone', () => {
  it('is made anew with its labels, the steps name the containers; after an undo it goes with the kept side', async () => {
    const { docker } = shop.deps;
    await docker.getContainer(shop.container('web')).remove({ force: true });
    await docker.getVolume(`${shop.project}_media`).remove();
    const plan = await planRestore(shop.deps, { id });
    expect(plan.volumes.find(({ key }) => key === 'media')).toMatchObject({ does: 'create', live: null });
    const { job, end } = await restoreInto(shop, id);
    const report = end.result as RestoreReport;
    expect(report.steps.find(({ id: step }) => step === 'missing-containers')?.text).toContain('web');
    const made = await docker.getVolume(`${shop.project}_media`).inspect();
    expect(made.Labels).toMatchObject({ 'com.docker.compose.volume': 'media' });
    expect(await textsIn(shop, 'worker', '/data')).toBe('order=then');

    const undone = await undoIn(shop, job);
    expect((undone.end.result as RestoreReport).steps.map(({ id: step }) => step)).toContain('made-volumes');
    expect(await exists('media')).toBe(true);
    const cleanup = await takenJob(shop.deps.db, 'cleanup', shop.project, { jobId: undone.job, project: shop.project });
    await runTaken(shop.deps.db, cleanupHandler(shop.deps), cleanup);
    expect(await exists('media')).toBe(false);
    expect(await exists('data')).toBe(true);
  });
});

describe('a server that does not start', () => {
  it('refuses the restore with the remedy, and nothing is stopped or left', async () => {
    const { docker } = shop.deps;
    const server = docker.getContainer(shop.container('postgresql'));
    const control = join(shop.files('postgres'), 'global/pg_control');
    await server.stop();
    await rename(control, `${control}.aside`);
    const plan = await planRestore(shop.deps, { id });
    expect(plan.findings.find(({ code }) => code === 'database.stopped')).toMatchObject({ level: 'warn' });
    const refused = await restoreInto(shop, id).catch((error) => error);
    expect(refused).toMatchObject({ code: 'restore.database-down' });
    expect(await holdfastNames(join(shop.files('data'), '..'))).toEqual([]);
    expect((await shop.states()).worker).toBe('running');

    // The remedy: a new, empty data folder.
    expect((await server.inspect()).State.Status).toBe('exited');
    await run('find', [shop.files('postgres'), '-mindepth', '1', '-delete']);
    await restoreInto(shop, id);
    expect(await shop.sql('select what from orders')).toBe('then');
  });
});

describe('a host without containers', () => {
  it('is refused with how to make them', async () => {
    const project = `${shop.project}-nowhere`;
    const refused = await planRestore(shop.deps, { id, project }).catch((error) => error);
    expect(refused).toMatchObject({ code: 'installation.unknown' });
    expect(refused.message + JSON.stringify(refused)).toContain(project);
  });

  it('takes a restore when they were made and never started', async () => {
    const { docker } = shop.deps;
    const inspected = await docker.getContainer(shop.container('postgresql')).inspect();
    const worker = await docker.getContainer(shop.container('worker')).inspect();
    for (const { Id } of [inspected, worker]) await docker.getContainer(Id).remove({ force: true });
    for (const key of ['postgres', 'data']) await run('find', [shop.files(key), '-mindepth', '1', '-delete']);
    for (const { Name, Config, HostConfig } of [inspected, worker])
      await docker.createContainer({ ...Config, name: Name.slice(1), HostConfig });
    const plan = await planRestore(shop.deps, { id });
    expect(plan.allowed, JSON.stringify(plan.findings)).toBe(true);
    await restoreInto(shop, id);
    expect(await shop.sql('select what from orders')).toBe('then');
    await docker.getContainer(shop.container('worker')).start();
    expect(await textsIn(shop, 'worker', '/data')).toBe('order=then');
  });
});
