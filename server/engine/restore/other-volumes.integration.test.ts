import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RestoreReport } from '../../contract/restores.ts';
import { getRestore } from '../../store/index.ts';
import { type Shop, startShop } from '../backup/testing/shop.ts';
import { planRestore, planUndo, restoreHandler } from './index.ts';
import { killIn } from './testing/kill.ts';
import { recoverTaken, takenJob } from './testing/run-job.ts';
import { directoryOf, holdfastNames, restoreInto, textsIn, undoIn } from './testing/shop.ts';

const run = promisify(execFile);

describe('a volume with the option o=bind', () => {
  let shop: Shop;
  let device: string;
  beforeAll(async () => {
    device = join(await mkdtemp(join(tmpdir(), 'holdfast-device-')), 'data');
    await mkdir(device);
    shop = await startShop({ driverOptions: { data: { type: 'none', o: 'bind', device } } });
  });
  afterAll(async () => {
    await shop?.[Symbol.asyncDispose]();
    await rm(join(device, '..'), { recursive: true, force: true });
  });

  it('is swapped on its device, with every container on it stopped, and undone the same way', async () => {
    await writeFile(join(device, 'order'), 'then');
    await shop.sql("insert into orders (what) values ('then')");
    const { id } = await shop.backUp();
    await writeFile(join(device, 'order'), 'now');
    await shop.sql("update orders set what = 'now'");

    const plan = await planRestore(shop.deps, { id });
    expect(plan.allowed, JSON.stringify(plan.findings)).toBe(true);
    expect(plan.findings.find(({ code }) => code === 'volume.device')?.text).toContain(device);
    expect(plan.services.filter(({ does }) => does === 'stops').map(({ service }) => service)).toEqual([
      'web',
      'worker',
    ]);

    const { job } = await restoreInto(shop, id);
    expect(await textsIn(shop, 'web', '/data')).toBe('order=then');
    expect(await textsIn(shop, 'worker', '/data')).toBe('order=then');
    expect(await readFile(join(device, 'order'), 'utf8')).toBe('then');
    expect(await shop.sql('select what from orders')).toBe('then');
    expect((await holdfastNames(join(device, '..'))).every((name) => name.startsWith(`.holdfast-${job}-`))).toBe(true);

    await undoIn(shop, job);
    expect(await textsIn(shop, 'worker', '/data')).toBe('order=now');
    expect(await shop.sql('select what from orders')).toBe('now');
    expect(await shop.states()).toEqual({ postgresql: 'running', web: 'running', worker: 'running' });
  });

  it('is not made where an archive says when it is gone: the plan has the command, after which it comes back', async () => {
    const { docker } = shop.deps;
    await writeFile(join(device, 'order'), 'then');
    const { id } = await shop.backUp();
    await writeFile(join(device, 'order'), 'now');
    for (const service of ['web', 'worker'])
      await docker.getContainer(shop.container(service)).remove({ force: true, v: true });
    await docker.getVolume(`${shop.project}_data`).remove();

    const plan = await planRestore(shop.deps, { id });
    expect(plan.allowed).toBe(false);
    const remedy = plan.findings.find(({ code }) => code === 'volume.not-makeable')?.remedy ?? '';
    await expect(restoreInto(shop, id)).rejects.toMatchObject({ code: 'restore.refused' });
    await run('sh', ['-c', remedy.slice(remedy.indexOf('docker volume create'))]);
    await restoreInto(shop, id);
    expect(await readFile(join(device, 'order'), 'utf8')).toBe('then');
  });
});

describe('a volume whose _data is a link', () => {
  let shop: Shop;
  let elsewhere: string;
  beforeAll(async () => {
    shop = await startShop();
    elsewhere = await mkdtemp(join(tmpdir(), 'holdfast-elsewhere-'));
    await rm(shop.files('media'), { recursive: true });
    await mkdir(join(elsewhere, 'media'));
    await symlink(join(elsewhere, 'media'), shop.files('media'));
    for (const service of ['web', 'worker']) await shop.deps.docker.getContainer(shop.container(service)).restart();
  });
  afterAll(async () => {
    // Docker refuses to remove a volume that leads out of its folder.
    await rm(shop.files('media'));
    await mkdir(shop.files('media'));
    await shop?.[Symbol.asyncDispose]();
    await rm(elsewhere, { recursive: true, force: true });
  });
  const media = (name: string) => join(elsewhere, 'media', name);

  async function pairOf(moment: string): Promise<void> {
    await rm(media('later'), { force: true });
    await writeFile(media('picture'), moment);
    await writeFile(join(shop.files('data'), 'order'), moment);
    await shop.sql(`delete from orders; insert into orders (what) values ('${moment}')`);
  }
  const pair = async () => [
    await textsIn(shop, 'web', '/media'),
    await textsIn(shop, 'worker', '/data'),
    await shop.sql('select what from orders'),
  ];

  it('is refused without a safety backup, and said in the plan', async () => {
    await pairOf('then');
    const { id } = await shop.backUp();
    const plan = await planRestore(shop.deps, { id });
    expect(plan.allowed, JSON.stringify(plan.findings)).toBe(true);
    expect(plan.findings.find(({ code }) => code === 'volume.in-place')).toMatchObject({ level: 'warn' });
    expect(plan.volumes.find(({ key }) => key === 'media')).toMatchObject({ does: 'replace', inPlace: true });
    expect(plan.phases.map(({ name }) => name)).toContain('Replace');
    expect((await planRestore(shop.deps, { id, safetyBackup: false })).allowed).toBe(false);
    await expect(restoreInto(shop, id)).rejects.toMatchObject({ code: 'restore.refused' });
  });

  it('gets its files back where they are, and keeps no side: the safety backup is the way back', async () => {
    await pairOf('then');
    const { id } = await shop.backUp();
    await pairOf('now');
    await writeFile(media('later'), 'now');
    const { job, end } = await restoreInto(shop, id, { safetyBackup: true });
    expect(await pair()).toEqual(['picture=then', 'order=then', 'then']);
    const report = end.result as RestoreReport;
    expect(report).toMatchObject({ kept: null, undoUntil: null });
    expect(report.safetyBackup).not.toBeNull();
    expect(await holdfastNames(directoryOf(shop, 'data'))).toEqual([]);
    expect((await getRestore(shop.deps.db, job)).kept).toBeNull();
    await expect(planUndo(shop.deps, { jobId: job })).rejects.toMatchObject({ code: 'restore.nothing-kept' });
    await restoreInto(shop, report.safetyBackup ?? id, { safetyBackup: true });
    expect(await pair()).toEqual(['later=now picture=now', 'order=now', 'now']);
  });

  it.each(['Replace', 'Commit'])(
    'is put back from the safety backup by recovery after a crash in “%s”',
    async (stage) => {
      await pairOf('then');
      const { id } = await shop.backUp();
      await pairOf('now');
      // The process that dies has a key of its own.
      const args = { id, project: shop.project, safetyBackup: true, acceptForeign: true };
      const job = await takenJob(shop.deps.db, 'restore', shop.project, args);
      const handler = restoreHandler(shop.deps);
      await killIn({ folder: shop.folder, deps: shop.deps, layout: 'shop' }, job, stage, stage === 'Replace' ? 500 : 0);
      const end = await recoverTaken(shop.deps.db, handler, job);
      expect(end).toMatchObject({ state: 'failed', side: 'old' });
      expect(await pair()).toEqual(['picture=now', 'order=now', 'now']);
      expect(await holdfastNames(directoryOf(shop, 'data'))).toEqual([]);
    },
  );

  it('is not touched, and nothing is stopped, when one byte of its layers was altered', async () => {
    await pairOf('then');
    const { id, manifest } = await shop.backUp();
    await pairOf('now');
    const layer = manifest.volumes.find(({ key }) => key === 'media')?.layers.at(-1)?.tar;
    const file = shop.deps.store.layerPath({ kind: 'tar', sha256: layer?.sha256 ?? '' });
    const bytes = await readFile(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(file, bytes);
    const started = async () => (await shop.deps.docker.getContainer(shop.container('web')).inspect()).State.StartedAt;
    const before = await started();
    await expect(restoreInto(shop, id, { safetyBackup: true })).rejects.toMatchObject({ code: 'restore.altered' });
    expect(await started()).toBe(before);
    expect(await pair()).toEqual(['picture=now', 'order=now', 'now']);
    expect(await shop.states()).toEqual({ postgresql: 'running', web: 'running', worker: 'running' });
  });
});
