import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectDocker } from './connect.ts';
import { waitHealthy } from './health.ts';
import { makeTestImage } from './testing/test-image.ts';

const docker = connectDocker();
const run = randomBytes(4).toString('hex');
const image = `holdfast-test-health:${run}`;
const hour = 3600e9;

beforeAll(() => makeTestImage(docker, image, ['/bin/sh', '/bin/sleep', '/usr/bin/id']));
afterEach(async () => {
  const left = await docker.listContainers({ all: true, filters: { label: [`holdfast.test=${run}`] } });
  await Promise.all(left.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })));
});
afterAll(() => docker.getImage(image).remove({ force: true }));

/** Docker itself asks its health check for the first time after an hour. */
async function service(check: string[], script = '', User = ''): Promise<string> {
  const container = await docker.createContainer({
    Image: image,
    User,
    Cmd: ['sh', '-c', `${script}\nsleep 600`],
    Labels: { 'holdfast.test': run },
    Healthcheck: { Test: check, Interval: hour },
    HostConfig: { NetworkMode: 'none' },
  });
  await container.start();
  return container.id;
}

const waited = (id: string, limitMs = 60_000) => waitHealthy(docker, id, { limitMs, early: true });

test('a container is healthy as soon as its own check says so, before Docker has asked it', async () => {
  const id = await service(['CMD-SHELL', 'test -e /tmp/ready'], 'sleep 4; : > /tmp/ready');
  expect(await waited(id)).toMatchObject({ ok: true });
  expect((await docker.getContainer(id).inspect()).State.Health?.Status).toBe('starting');
});

test('the check is asked as its container is set up', async () => {
  const id = await service(['CMD', 'sh', '-c', 'test "$(id -u)" = 1000'], '', '1000');
  expect(await waited(id)).toMatchObject({ ok: true });
});

test('one that is not content is not healthy, nor one whose check can’t be run, nor one that nobody shall ask early', async () => {
  const unwell = await service(['CMD-SHELL', 'exit 1']);
  const missing = await service(['CMD', 'no-such-program']);
  const well = await service(['CMD-SHELL', 'exit 0']);
  const starting = { ok: false, detail: 'its health check says starting' };
  const all = [waited(unwell, 5000), waited(missing, 5000), waitHealthy(docker, well, { limitMs: 5000 })];
  expect(await Promise.all(all)).toEqual([starting, starting, starting]);
});

test('a check that hangs is asked once', async () => {
  const id = await service(['CMD', 'sleep', '500']);
  expect(await waited(id, 5000)).toMatchObject({ ok: false });
  const { Processes } = await docker.getContainer(id).top();
  expect(Processes.filter((line: string[]) => line.join(' ').includes('sleep 500'))).toHaveLength(1);
});

test('one that dies a moment after its start is not taken for healthy, though its check was content', async () => {
  const id = await service(['CMD-SHELL', 'exit 0'], 'sleep 1; exit 3');
  expect(await waited(id, 5000)).toEqual({ ok: false, detail: 'it ended with code 3' });
});
