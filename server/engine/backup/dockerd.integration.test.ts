import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { JobId } from '../../archive/ids.ts';
import type { Strategy } from '../../installation/index.ts';
import { shopOnOwnDaemon } from '../restore/testing/own-daemon-for-tests.ts';
import { recording, recoverTaken, runTaken, takenJob } from '../restore/testing/run-job.ts';
import { backupHandler, releaseHeld } from './index.ts';

const held: Record<string, string> = { pause: 'paused', stop: 'exited' };
const address = '10.214.119.1/24';
const running = { postgresql: 'running', web: 'running', worker: 'running' };
type At = ReturnType<typeof shopOnOwnDaemon>;

/** Runs a backup, kills dockerd as soon as a service is held, and starts it again. @returns what the job threw */
async function backUpWithoutDocker({ daemon, shop }: At, strategy: Strategy): Promise<unknown> {
  let harm: Promise<void> | undefined;
  const harmNow = async () => {
    while (!Object.values(await shop.states()).includes(held[strategy] ?? '')) await delay(1);
    daemon.killDaemon();
    await daemon.startDaemon();
  };
  const job = await takenJob(shop.deps.db, 'backup', shop.project, { project: shop.project, strategy });
  const told = recording((stage) => {
    if (stage === 'Freeze') harm ??= harmNow();
  });
  const handler = backupHandler(shop.deps, { settleLimitMs: 10_000 });
  const outcome = await runTaken(shop.deps.db, handler, job, told).catch((error) => error);
  await harm;
  expect(await releaseHeld(shop.deps, job)).toEqual([]);
  const left = { all: true, filters: { label: [`holdfast.helper=${job}`] } };
  expect(await shop.deps.docker.listContainers(left)).toEqual([]);
  return outcome;
}

/** A backup whose process dies right after dockerd, inside the freeze; the watchdog is done when this returns. @returns the job */
async function dieWithDocker({ daemon, shop }: At): Promise<JobId> {
  const { deps, project } = shop;
  const job = await takenJob(deps.db, 'backup', project, { project });
  const doomed = join(import.meta.dirname, 'testing', 'doomed.ts');
  const given = [shop.folder, deps.helperImage, deps.instance, job, 'paused', String(daemon.pid())];
  const death = await promisify(execFile)(process.execPath, [doomed, ...given]).catch((error) => error);
  expect(death, death.stderr).toMatchObject({ signal: 'SIGKILL' });
  await daemon.startDaemon();
  await expect.poll(() => shop.states(), { timeout: 60_000 }).toEqual(running);
  const filters = { label: ['holdfast.role=watchdog'], status: ['exited'] };
  await expect.poll(() => deps.docker.listContainers({ all: true, filters }), { timeout: 60_000 }).toHaveLength(1);
  return job;
}

async function whenItAnswers({ shop }: At): Promise<void> {
  await expect.poll(() => shop.sql('select 1').catch(() => null), { timeout: 60_000 }).toBe('1');
}

describe('dockerd killed inside a freeze, live-restore off', () => {
  const at = shopOnOwnDaemon({ address });

  test.each(['pause', 'stop'] as const)('%s: the backup fails in words, and all that ran runs again', async (how) => {
    expect(await backUpWithoutDocker(at, how)).toMatchObject({ code: 'backup.docker-lost', params: { services: 3 } });
    expect(await at.shop.states()).toEqual(running);
    await whenItAnswers(at);
    expect((await at.shop.backUp()).manifest.verdict).toBe('guaranteed');
  });

  test('stop: one whose start containerd refuses runs again, and the backup with it', async () => {
    const { deps, container, states } = at.shop;
    const { Id } = await deps.docker.getContainer(container('web')).inspect();
    let left: Promise<unknown> | undefined;
    const leaveTask = async () => {
      while ((await states()).web !== 'exited') await delay(1);
      await mkdir(join(at.daemon.tasks, Id, 'rootfs'), { recursive: true });
    };
    const { manifest } = await at.shop.backUp({ strategy: 'stop' }, (stage) => {
      if (stage === 'Freeze') left ??= leaveTask();
    });
    await left;
    expect(manifest.verdict).toBe('guaranteed');
    expect(await states()).toEqual(running);
  });

  test('what a person had stopped before is left alone', async () => {
    const worker = at.shop.deps.docker.getContainer(at.shop.container('worker'));
    await worker.update({ RestartPolicy: { Name: 'unless-stopped' } });
    await worker.stop();
    expect(await backUpWithoutDocker(at, 'pause')).toMatchObject({
      code: 'backup.docker-lost',
      params: { services: 2 },
    });
    expect(await at.shop.states()).toEqual({ ...running, worker: 'exited' });
    await worker.start();
    await whenItAnswers(at);
  });

  test('the watchdog comes back with Docker and lets all run though the app died too; the app then starts nothing', async () => {
    const { deps, container, states } = at.shop;
    const job = await dieWithDocker(at);
    await deps.docker.getContainer(container('web')).stop();
    expect(await recoverTaken(deps.db, backupHandler(deps), job)).toMatchObject({
      error: { code: 'backup.interrupted' },
    });
    expect(await states()).toEqual({ ...running, web: 'exited' });
    await deps.docker.getContainer(container('web')).start();
  });
});

describe('dockerd killed inside a freeze, live-restore on, containerd apart', () => {
  const at = shopOnOwnDaemon({ address, liveRestore: true, containerdApart: true });

  test('pause: the backup fails in words, and all that ran runs again', async () => {
    expect(await backUpWithoutDocker(at, 'pause')).toMatchObject({ code: 'backup.docker-lost' });
    expect(await at.shop.states()).toEqual(running);
    // Docker may take one for running that it had paused just before: that one could not be paused again.
    expect((await at.shop.backUp()).manifest.verdict).toBe('guaranteed');
  });

  test('the watchdog lets all run though the app died too', async () => {
    const job = await dieWithDocker(at);
    expect(await recoverTaken(at.shop.deps.db, backupHandler(at.shop.deps), job)).toMatchObject({ state: 'failed' });
    expect((await at.shop.backUp()).manifest.verdict).toBe('guaranteed');
  });
});
