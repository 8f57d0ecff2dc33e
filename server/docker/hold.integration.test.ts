import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectDocker } from './connect.ts';
import { pauseContainers, startContainers, stopContainers, unpauseContainers } from './containers.ts';
import { watchEvents } from './events.ts';
import { waitHealthy } from './health.ts';
import { makeTestImage } from './testing/test-image.ts';

const docker = connectDocker();
const run = randomBytes(4).toString('hex');
const image = `holdfast-test-hold:${run}`;
const project = `holdfast-test-${run}`;

beforeAll(async () => {
  await makeTestImage(docker, image, ['/bin/sh', '/bin/sleep']);
});
afterEach(async () => {
  const left = await docker.listContainers({ all: true, filters: { label: [`holdfast.test=${run}`] } });
  await Promise.all(left.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })));
});
afterAll(async () => {
  await docker.getImage(image).remove({ force: true });
});

async function service(name: string, script = 'trap "exit 0" TERM; while :; do sleep 1 & wait $!; done') {
  const container = await docker.createContainer({
    name: `${project}-${name}`,
    Image: image,
    Cmd: ['sh', '-c', script],
    Labels: { 'holdfast.test': run, 'com.docker.compose.project': project, 'com.docker.compose.service': name },
    HostConfig: { NetworkMode: 'none' },
  });
  await container.start();
  return container.id;
}
const stateOf = async (id: string) => (await docker.getContainer(id).inspect()).State.Status;

test('services are paused and resumed together, and resuming them again does no harm', async () => {
  const ids = [await service('a'), await service('b')];
  const held = await pauseContainers(docker, ids);
  expect(held.lastAnsweredAt).toBeGreaterThanOrEqual(held.firstSentAt);
  expect(await Promise.all(ids.map(stateOf))).toEqual(['paused', 'paused']);
  await unpauseContainers(docker, ids);
  await unpauseContainers(docker, [...ids, 'f'.repeat(64)]);
  expect(await Promise.all(ids.map(stateOf))).toEqual(['running', 'running']);
});

test('a service that cannot be paused is named', async () => {
  const [up, down] = [await service('up'), await service('down')];
  await stopContainers(docker, [down], { limitSeconds: 1 });
  await expect(pauseContainers(docker, [up, down])).rejects.toMatchObject({
    code: 'docker.pause-failed',
    params: { services: `${project}-down` },
  });
  await unpauseContainers(docker, [up, down]);
  expect(await stateOf(up)).toBe('running');
});

test('stopping and starting bear services that are so already', async () => {
  const id = await service('a');
  await stopContainers(docker, [id, id], { limitSeconds: 2 });
  expect(await stateOf(id)).toBe('exited');
  await startContainers(docker, [id, id]);
  expect(await waitHealthy(docker, id, { limitMs: 10_000 })).toMatchObject({ ok: true });
});

test('a service that ends at once is not called healthy', async () => {
  const id = await service('crash', 'exit 3');
  expect(await waitHealthy(docker, id, { limitMs: 700 })).toEqual({ ok: false, detail: 'it ended with code 3' });
});

test('a restart inside the window counts, our own pause and resume do not', async () => {
  const id = await service('a');
  await using watch = await watchEvents(docker, { project, containers: [id], volumes: [] });
  const from = Date.now();
  await pauseContainers(docker, [id]);
  const thaw = await unpauseContainers(docker, [id]);
  watch.ownUnpauses(thaw.firstSentAt, thaw.lastAnsweredAt);
  const quiet = await watch.list(from, Date.now());
  expect(quiet.map(({ action, counted }) => [action, counted])).toEqual([
    ['pause', false],
    ['unpause', false],
  ]);
  await stopContainers(docker, [id], { limitSeconds: 2 });
  const loud = (await watch.list(thaw.lastAnsweredAt, Date.now())).filter(({ counted }) => counted);
  expect(loud.map(({ action }) => action)).toEqual(expect.arrayContaining(['kill', 'die', 'stop']));
  expect(watch.broken).toBeNull();
});

test('a container that joins the project late is seen', async () => {
  await using watch = await watchEvents(docker, { project, containers: [], volumes: [] });
  const from = Date.now();
  await service('late');
  const seen = await watch.list(from, Date.now());
  expect(seen.filter(({ counted }) => counted).map(({ action }) => action)).toEqual(['create', 'start']);
});
