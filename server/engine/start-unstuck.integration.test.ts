import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Container } from 'dockerode';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { ensureHelperImage } from '../../demo/images/helper.ts';
import type { JobId } from '../archive/ids.ts';
import { connectDocker, type HelperDeps, stopContainers } from '../docker/index.ts';
import { messageOf } from '../errors/error.ts';
import { isBegun, processesOf } from '../helper/unstick/processes.ts';
import { ownDaemonForTests } from './restore/testing/own-daemon-for-tests.ts';
import { startUnstuck } from './start-unstuck.ts';

const job = 'abcdefghijkl' as JobId;
const at = ownDaemonForTests({ address: '10.214.122.1/24' });
let deps: HelperDeps;
let web: Container;

beforeAll(async () => {
  if (!at.daemon) return;
  const docker = connectDocker(at.daemon.host);
  deps = { docker, helperImage: await ensureHelperImage(docker), instance: 'start-unstuck-test' };
});

beforeEach(async () => {
  const HostConfig = { NetworkMode: 'none', RestartPolicy: { Name: 'unless-stopped' as const } };
  web = await deps.docker.createContainer({
    Image: deps.helperImage,
    Cmd: ['sh', '-c', 'trap exit TERM; while :; do sleep 1; done'],
    HostConfig,
  });
});

/** Kills at other moments of a start, until one hits; most do within three. */
const moments = Array.from({ length: 20 }, (_, nth) => () => delay(30 + ((nth * 13) % 120)));

test('a container whose start Docker lost when it was killed is started all the same', async (context) => {
  if (!(await loseStart(moments))) context.skip('this Docker loses no start');
  await startUnstuck(deps, job, web.id);
  expect((await web.inspect()).State.Status).toBe('running');
});

test('a container whose program runs unknown to Docker is started anew', async (context) => {
  const begun = () => processesOf(web.id).inside.some(isBegun);
  const seen = async () => {
    while (!begun()) await delay(1);
  };
  const unseen = await loseStart(
    Array.from({ length: 20 }, () => seen),
    begun,
  );
  if (!unseen) context.skip('this Docker loses no program');
  const lost = pidsOf(web.id);
  await startUnstuck(deps, job, web.id);
  const { State } = await web.inspect();
  expect(State.Status).toBe('running');
  expect(pidsOf(web.id)).toContain(State.Pid);
  expect(pidsOf(web.id)).not.toEqual(expect.arrayContaining(lost));
});

test('a container that a killed containerd had begun to make a task for is started all the same', async () => {
  await leaveBundle(web.id);
  expect(await web.start().then(() => '', messageOf)).toMatch(/file exists/);
  await startUnstuck(deps, job, web.id);
  expect((await web.inspect()).State.Status).toBe('running');
});

test('a container whose task’s folder is in use is not', async () => {
  await writeFile(join(await leaveBundle(web.id), 'rootfs', 'file'), '');
  await expect(startUnstuck(deps, job, web.id)).rejects.toMatchObject({ code: 'docker.start-failed' });
});

const pidsOf = (container: string) => processesOf(container).inside.map(({ pid }) => pid);

async function isRefused(): Promise<boolean> {
  return web.start().then(
    () => false,
    ({ statusCode }) => statusCode !== 304,
  );
}

/** Kills Docker while it starts the container, when a moment has come, and starts both again. @returns whether a try lost the start, as is wanted */
async function loseStart(moments: readonly (() => Promise<void>)[], asWanted = () => true): Promise<boolean> {
  for (const moment of moments) {
    const broken = web.start().catch(() => undefined);
    await Promise.race([moment(), broken]);
    at.daemon.killDaemon();
    await broken;
    await at.daemon.startDaemon();
    const lost = (await isRefused()) && (await delay(1000).then(isRefused));
    if (lost && asWanted()) return true;
    if (lost) await startUnstuck(deps, job, web.id);
    await stopContainers(deps.docker, [web.id], { limitSeconds: 0 });
  }
  return false;
}

/** Makes what a containerd leaves that is killed while it writes the first file: a moment of a fraction of a ms. @returns the folder */
async function leaveBundle(container: string): Promise<string> {
  const folder = join(at.daemon.tasks, container);
  await mkdir(join(folder, 'rootfs'), { recursive: true });
  await writeFile(join(folder, 'config.json'), '');
  return folder;
}
