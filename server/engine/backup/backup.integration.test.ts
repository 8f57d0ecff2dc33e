import { execFile, execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newArchiveId } from '../../archive/ids.ts';
import { describedTree } from '../../helper/testing/described-tree.ts';
import { insertJob } from '../../store/index.ts';
import { recoverTaken, runTaken, takenJob } from '../restore/testing/run-job.ts';
import { verifyHandler } from '../verify/index.ts';
import { backupHandler } from './index.ts';
import { type Shop, startShop, type Taken } from './testing/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
  for (let index = 0; index < 40; index += 1)
    writeFileSync(join(shop.files('media'), `${index}.jpg`), `${index}`.repeat(5000));
  writeFileSync(join(shop.files('data'), 'settings'), 'a = 1');
});
afterAll(() => shop?.[Symbol.asyncDispose]());

const running = { postgresql: 'running', web: 'running', worker: 'running' };
const volume = ({ manifest }: Taken, key: string) => {
  const found = manifest.volumes.find((each) => each.key === key);
  if (!found) throw new Error(`no volume ${key}`);
  return found;
};
const whyFull = ({ evidence }: Taken, key: string) => evidence.volumes.find((each) => each.key === key)?.full;

describe('layer upon layer', () => {
  test('a backup copies what the last one does not hold, and each archive brings back its own moment', async () => {
    const first = await shop.backUp();
    expect(first.manifest).toMatchObject({ verdict: 'guaranteed', strategy: 'pause' });
    expect(volume(first, 'media').base).toBeUndefined();
    const wasThen = describedTree(shop.files('media'));

    appendFileSync(join(shop.files('media'), '3.jpg'), 'more');
    rmSync(join(shop.files('media'), '4.jpg'));
    mkdirSync(join(shop.files('media'), 'new'));
    renameSync(join(shop.files('media'), '5.jpg'), join(shop.files('media'), 'new', '5.jpg'));
    const second = await shop.backUp();
    expect(second.manifest.verdict).toBe('guaranteed');
    const media = volume(second, 'media');
    expect(media.base).toEqual({ archive: first.id, layers: volume(first, 'media').layers.length });
    const [added] = media.layers.slice(media.base?.layers);
    expect(added?.entries).toBeLessThan(6);
    expect(added?.deletes).not.toBeNull();
    // Nothing changed here, so there is nothing to add.
    expect(volume(second, 'data').layers).toEqual(volume(first, 'data').layers);

    const third = await shop.backUp();
    expect(volume(third, 'media').layers).toEqual(media.layers);
    expect(describedTree(await shop.extract(first.id, 'media'))).toEqual(wasThen);
    await shop.deps.store.delete(first.id);
    const verify = await takenJob(shop.deps.db, 'verify', shop.project, { archiveId: third.id });
    expect(await runTaken(shop.deps.db, verifyHandler(shop.deps), verify)).toMatchObject({ state: 'succeeded' });
    expect(describedTree(await shop.extract(third.id, 'media'))).toEqual(describedTree(shop.files('media')));
  });

  test('makes full layers where they are asked for', async () => {
    const taken = await shop.backUp({ full: true });
    expect(volume(taken, 'media').base).toBeUndefined();
    expect(whyFull(taken, 'media')).toBe('asked for');
  });

  test('makes a full layer of a volume that was made anew under its name, and of no other', async () => {
    const folder = shop.files('media');
    renameSync(folder, `${folder}.old`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'other.jpg'), 'other');
    const taken = await shop.backUp();
    expect(whyFull(taken, 'media')).toBe('the volume was made anew');
    expect(whyFull(taken, 'data')).toBeNull();
    rmSync(folder, { recursive: true });
    renameSync(`${folder}.old`, folder);
    expect(whyFull(await shop.backUp(), 'media')).toBe('the volume was made anew');
  });

  test('makes full layers after a restore, whatever came of it', async () => {
    await shop.deps.db.deleteFrom('jobs').execute();
    const later = new Date(Date.now() + 1);
    const args = { id: newArchiveId(later) };
    const id = await insertJob(
      shop.deps.db,
      { kind: 'restore', project: shop.project, args, subject: 'restore', createdBy: 'test' },
      later,
    );
    const at = later.toISOString();
    await shop.deps.db
      .updateTable('jobs')
      .set({ state: 'failed', started_at: at, finished_at: at })
      .where('id', '=', id)
      .execute();
    expect(whyFull(await shop.backUp(), 'data')).toBe('the installation was restored since the last archive');
    expect(whyFull(await shop.backUp(), 'data')).toBeNull();
  });
});

describe('strategies', () => {
  test('stop ends the writers in order and starts them again', async () => {
    const before = (await shop.deps.docker.getContainer(shop.container('web')).inspect()).State.StartedAt;
    const taken = await shop.backUp({ strategy: 'stop' });
    expect(taken.manifest).toMatchObject({ verdict: 'guaranteed', strategy: 'stop' });
    expect(taken.manifest.freezeMs).toBeGreaterThan(0);
    const after = (await shop.deps.docker.getContainer(shop.container('web')).inspect()).State.StartedAt;
    expect(after > before).toBe(true);
    expect(await shop.states()).toEqual(running);
  });

  test.each(['pause', 'stop'] as const)(
    '%s: services run again though the app was killed while they were held',
    async (strategy) => {
      const { deps } = shop;
      const job = await takenJob(deps.db, 'backup', shop.project, { project: shop.project, strategy });
      const doomed = join(import.meta.dirname, 'testing', 'doomed.ts');
      const given = [shop.folder, deps.helperImage, deps.instance, job, strategy === 'pause' ? 'paused' : 'exited'];
      const death = await promisify(execFile)(process.execPath, [doomed, ...given]).catch((error) => error);
      expect(death, death.stderr).toMatchObject({ signal: 'SIGKILL' });
      while (JSON.stringify(await shop.states()) !== JSON.stringify(running)) await pause(50);
      const end = await recoverTaken(deps.db, backupHandler(deps), job);
      expect(end).toMatchObject({ state: 'failed', error: { code: 'backup.interrupted' } });
      expect(await shop.states()).toEqual(running);
      expect((await shop.backUp()).manifest.verdict).toBe('guaranteed');
    },
  );

  test('observe touches nobody, and is consistent when nothing moved', async () => {
    const from = Date.now();
    const taken = await shop.backUp({ strategy: 'observe' });
    expect(taken.manifest).toMatchObject({ verdict: 'consistent', strategy: 'observe', freezeMs: null });
    expect(taken.evidence).toMatchObject({ frozenAt: null, thawedAt: null, pauseMs: null, thawMs: null });
    const actions = taken.evidence.events.filter(({ at }) => Date.parse(at) >= from).map(({ action }) => action);
    expect(actions.filter((action) => /pause|stop|die|start/.test(action))).toEqual([]);
  });

  test('observe says what moved when somebody writes all the time, and the archive is whole', async () => {
    const file = join(shop.files('data'), 'busy');
    const writer = spawn('sh', ['-c', 'while :; do echo x >> "$1"; sleep 0.005; done', 'sh', file]);
    try {
      // They never rest: each try waits in vain.
      const taken = await shop.backUp({ strategy: 'observe' }, undefined, { settleLimitMs: 3000 });
      expect(taken.manifest.verdict).toBe('changed');
      expect(taken.manifest.reasons.map(({ code }) => code)).toContain('files-moved');
      expect(taken.evidence.attempts.length).toBeGreaterThan(1);
      await shop.extract(taken.id, 'data');
    } finally {
      writer.kill();
    }
  });
});

describe('a service that is installed while a backup runs', () => {
  test('is in it with the volume that it brought along, as far as it is there', async () => {
    const { docker } = shop.deps;
    const volume = `${shop.project}-late`;
    const mounts = { [`${shop.project}_data`]: '/data', [volume]: '/late' };
    const installed: Promise<unknown>[] = [];
    const install = async () => {
      // Until it is there somebody writes: the backup waits for that.
      const busy = setInterval(() => appendFileSync(join(shop.files('data'), 'busy'), 'x'), 20);
      appendFileSync(join(shop.files('data'), 'busy'), 'x');
      await docker.createVolume({ Name: volume });
      const { Mountpoint } = await docker.getVolume(volume).inspect();
      writeFileSync(join(Mountpoint, 'late.txt'), 'late');
      const container = await docker.createContainer({
        name: volume,
        Image: shop.deps.helperImage,
        Entrypoint: ['sleep', '600'],
        HostConfig: {
          NetworkMode: 'none',
          Mounts: Object.entries(mounts).map(([Source, Target]) => ({ Type: 'volume', Source, Target })),
        },
      });
      await container.start();
      clearInterval(busy);
    };
    try {
      const taken = await shop.backUp({}, (name) => {
        if (name === 'Settle' && installed.length === 0) installed.push(install());
      });
      await Promise.all(installed);
      expect(taken.manifest.verdict).toBe('guaranteed');
      expect(taken.evidence.writers.map(({ container }) => container)).toContain(volume);
      expect(readFileSync(join(await shop.extract(taken.id, volume), 'late.txt'), 'utf8')).toBe('late');
    } finally {
      await docker.getContainer(volume).remove({ force: true });
      await docker.getVolume(volume).remove();
    }
    const after = await shop.backUp();
    expect(after.manifest.volumes.map(({ key }) => key)).not.toContain(volume);
  });
});

describe('a change that begins between the rest that was waited for and the pause', () => {
  const insert = "insert into orders (what) values ('begun')";
  // Both are done when they return: the stage's next step has not begun.
  const begin = {
    'in the files': () => appendFileSync(join(shop.files('data'), 'begun'), 'x'),
    'in the database': () => {
      const psql = ['psql', '-q', '-U', 'shop', '-d', 'shop', '-c', insert];
      execFileSync('docker', ['exec', shop.container('postgresql'), ...psql]);
    },
  };

  test.each(Object.entries(begin))('%s is seen, and another moment is sought', async (_where, change) => {
    let freezes = 0;
    const { manifest, evidence } = await shop.backUp({}, (name) => {
      if (name !== 'Freeze') return;
      freezes += 1;
      if (freezes === 1) change();
    });
    expect(evidence.attempts).toMatchObject([{ outcome: 'given-up' }, { outcome: 'taken' }]);
    expect(evidence.attempts[0]?.reason).toContain('after the services had come to rest');
    expect(manifest.verdict).toBe('guaranteed');
  });

  test('a write to the database is waited out though it ended before the wait began', async () => {
    const { manifest, evidence } = await shop.backUp({}, (name) => {
      if (name === 'Settle') begin['in the database']();
    });
    expect(evidence.settle).toMatchObject({ settled: true, waitedFor: ['database'] });
    expect(manifest.verdict).toBe('guaranteed');
  });

  test('again and again is no guarantee', async () => {
    const { manifest } = await shop.backUp({}, (name) => {
      if (name === 'Freeze') begin['in the files']();
    });
    expect(manifest.verdict).toBe('unknown');
    expect(manifest.reasons.map(({ code }) => code)).toContain('not-settled');
  });
});

describe('a database', () => {
  test('is not alone on its server: all of them are captured in one moment, but for what a restore keeps', async () => {
    await shop.sql('create database "Second one"');
    await shop.sql('create database holdfast_abc_kept');
    const { manifest } = await shop.backUp();
    expect(manifest.verdict).toBe('guaranteed');
    expect(manifest.databases.map(({ name }) => name)).toEqual(['shop', 'Second one']);
    await shop.sql('drop database "Second one"');
    await shop.sql('drop database holdfast_abc_kept');
  });

  test('in a stopped container is a refusal that says how to go on, and nothing is touched', async () => {
    const server = shop.deps.docker.getContainer(shop.container('postgresql'));
    await server.stop();
    await expect(shop.backUp()).rejects.toMatchObject({ code: 'backup.database-stopped' });
    expect(await shop.states()).toEqual({ ...running, postgresql: 'exited' });
    await server.start();
    while (!(await shop.sql('select 1').catch(() => null))) await new Promise((next) => setTimeout(next, 50));
  });
});

describe('a product whose structure is not the one its rule was written for', () => {
  test('is backed up, and the verdict says that the rule could not be asked', async () => {
    await using other = await startShop({
      labels: { 'io.cybus.connectware': 'core' },
      volumes: ['service-manager'],
    });
    const { manifest } = await other.backUp();
    expect(manifest.profile).toBe('connectware');
    expect(manifest.verdict).toBe('unknown');
    expect(manifest.reasons.map(({ code }) => code)).toEqual(['rule-not-asked']);
  });
});
