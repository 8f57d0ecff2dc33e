import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Container } from 'dockerode';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ensureHelperImage } from '../../demo/images/helper.ts';
import type { JobId } from '../archive/ids.ts';
import { connectDocker } from '../docker/index.ts';
import { messageOf } from '../errors/error.ts';
import type { EngineDeps } from './dependencies.ts';
import { type OwnDaemon, ownDaemon } from './restore/testing/own-daemon.ts';
import { startUnstuck } from './start-unstuck.ts';

const job = 'abcdefghijkl' as JobId;
let daemon: OwnDaemon;
let impossible = '';
let deps: EngineDeps;
let web: Container;

beforeAll(async () => {
  try {
    daemon = await ownDaemon({ address: '10.214.122.1/24' });
  } catch (error) {
    impossible = `no second dockerd runs on this machine: ${messageOf(error)}`;
    return;
  }
  const docker = connectDocker(daemon.host);
  const helperImage = await ensureHelperImage(docker);
  deps = { docker, helperImage, instance: 'start-unstuck-test' } as EngineDeps;
});
afterAll(() => daemon?.[Symbol.asyncDispose]());

beforeEach(async (context) => {
  if (impossible) context.skip(impossible);
  const HostConfig = { NetworkMode: 'none', RestartPolicy: { Name: 'unless-stopped' as const } };
  web = await deps.docker.createContainer({ Image: deps.helperImage, Cmd: ['sleep', 'infinity'], HostConfig });
});

/** Kills at other moments of a start, until one hits; most do within three. */
const moments = Array.from({ length: 20 }, (_, nth) => 30 + ((nth * 13) % 120));

test('a container whose start Docker lost when it was killed is started all the same', async (context) => {
  for (const ms of moments) {
    const refusal = await startKilled(ms);
    if (/already exists/.test(refusal)) {
      await startUnstuck(deps, job, web.id);
      expect((await web.inspect()).State.Status).toBe('running');
      return;
    }
    await web.stop({ t: 0 });
  }
  context.skip('this Docker loses no start');
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

/** Kills Docker while it starts the container, and starts both again. @returns what Docker says of that; empty where it is fine */
async function startKilled(ms: number): Promise<string> {
  const broken = web.start().catch(() => undefined);
  await delay(ms);
  daemon.killDaemon();
  await broken;
  await daemon.startDaemon();
  return web.start().then(() => '', messageOf);
}

/** Makes what a containerd leaves that is killed while it writes the first file: a moment of a fraction of a ms. @returns the folder */
async function leaveBundle(container: string): Promise<string> {
  const folder = join(daemon.tasks, container);
  await mkdir(join(folder, 'rootfs'), { recursive: true });
  await writeFile(join(folder, 'config.json'), '');
  return folder;
}
