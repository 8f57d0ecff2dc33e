import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { newJobId } from '../archive/ids.ts';
import { connectDocker } from './connect.ts';
import { type HelperSpec, startHelper } from './helper.ts';
import { runSidecar } from './sidecar.ts';
import { sweepHelpers } from './sweep.ts';
import { talkingProgram } from './testing/talking-program.ts';
import { makeTestImage } from './testing/test-image.ts';

const docker = connectDocker();
const instance = randomUUID();
const helperImage = `holdfast-test-helper:${randomBytes(4).toString('hex')}`;
const deps = { docker, helperImage, instance };
const spec = (more: Partial<HelperSpec> = {}): HelperSpec => ({ job: newJobId(), role: 'test', mounts: [], ...more });

beforeAll(async () => {
  await makeTestImage(docker, helperImage, [process.execPath, '/bin/sh', '/bin/sleep', '/bin/cat'], {
    '/holdfast/helper.mjs': talkingProgram,
  });
});
afterEach(async () => {
  await sweepHelpers(deps);
});
afterAll(async () => {
  await docker.getImage(helperImage).remove({ force: true });
});

const ownContainers = async () =>
  await docker.listContainers({ all: true, filters: { label: [`holdfast.instance=${instance}`] } });

test('a helper answers orders and is gone once it is disposed', async () => {
  {
    await using helper = await startHelper(deps, spec({ priority: 'low' }));
    expect(await helper.order('file.hash', { file: '/bin/sh' })).toMatchObject({ bytes: 1 });
    expect(await ownContainers()).toHaveLength(1);
  }
  expect(await ownContainers()).toEqual([]);
});

test('a helper that yields keeps to its share of the CPUs, but not while services wait for it', async () => {
  await using helper = await startHelper({ ...deps, helperCpus: 0.5 }, spec({ priority: 'low' }));
  const quota = async () => (await docker.getContainer(helper.id).inspect()).HostConfig.CpuQuota;
  expect(await quota()).toBe(50_000);
  await helper.setPriority('high');
  expect(await quota()).toBe(-1);
  await helper.setPriority('low');
  expect(await quota()).toBe(50_000);
});

test('an answer of several MiB arrives whole', async () => {
  await using helper = await startHelper(deps, spec());
  const answer = await helper.order('file.hash', { file: `long ${5_000_000}` });
  expect(answer.path).toHaveLength(5_000_000);
});

test('an order the helper refuses fails with the helper’s words', async () => {
  await using helper = await startHelper(deps, spec());
  await expect(helper.order('watchdog.disarm', {})).rejects.toThrow('watchdog.disarm: unknown order');
});

test('when the helper dies its open orders fail and say why', async () => {
  await using helper = await startHelper(deps, spec());
  const waiting = expect(helper.order('file.hash', { file: 'wait' })).rejects.toThrow('no space left on device');
  await expect(helper.order('file.hash', { file: 'die' })).rejects.toThrow('it ended with code 3: no space left');
  await waiting;
  await expect(helper.order('file.hash', { file: '/' })).rejects.toMatchObject({ code: 'docker.helper-failed' });
});

test('an aborted order is cancelled in the helper, and the helper goes on', async () => {
  await using helper = await startHelper(deps, spec());
  const stop = new AbortController();
  const order = helper.order(
    'file.hash',
    { file: 'wait' },
    { signal: stop.signal, onProgress: () => stop.abort(new Error('somebody cancelled')) },
  );
  await expect(order).rejects.toThrow('somebody cancelled');
  expect(await helper.order('file.hash', { file: '/' })).toMatchObject({ bytes: 1 });
});

test('a helper has no network, no capability, no writable root, no log on the host and a small heap', async () => {
  await using helper = await startHelper(deps, spec());
  const { HostConfig, Config } = await docker.getContainer(helper.id).inspect();
  expect(Config.Entrypoint).toContain('--max-old-space-size=160');
  expect(HostConfig).toMatchObject({
    NetworkMode: 'none',
    CapDrop: ['ALL'],
    ReadonlyRootfs: true,
    LogConfig: { Type: 'none' },
  });
  await expect(helper.order('file.hash', { file: 'write /x' })).rejects.toThrow('EROFS');
});

test('a volume that does not exist is an error, and none is made in its place', async () => {
  const volume = `holdfast-test-${randomBytes(4).toString('hex')}`;
  const mounts = [{ kind: 'volume', volume, target: `/v/${volume}`, readOnly: true }] as const;
  await expect(startHelper(deps, spec({ mounts }))).rejects.toMatchObject({ code: 'docker.volume-gone' });
  await expect(docker.getVolume(volume).inspect()).rejects.toMatchObject({ statusCode: 404 });
  expect(await ownContainers()).toEqual([]);
});

test('a volume removed just before it is mounted is noticed, and what Docker made instead is removed', async () => {
  const volume = `holdfast-test-${randomBytes(4).toString('hex')}`;
  await docker.createVolume({ Name: volume, Labels: { 'holdfast.test': instance } });
  // Removes the volume between our look and the creation: the moment nobody can close from outside.
  const racing = new Proxy(docker, {
    get(target, name) {
      if (name !== 'createContainer') return Reflect.get(target, name, target);
      return async (options: Parameters<typeof docker.createContainer>[0]) => {
        await docker.getVolume(volume).remove();
        return await docker.createContainer(options);
      };
    },
  });
  const mounts = [{ kind: 'volume', volume, target: `/v/${volume}`, readOnly: true }] as const;
  await expect(startHelper({ ...deps, docker: racing }, spec({ mounts }))).rejects.toMatchObject({
    code: 'docker.volume-gone',
  });
  await expect(docker.getVolume(volume).inspect()).rejects.toMatchObject({ statusCode: 404 });
  expect(await ownContainers()).toEqual([]);
});

test('a missing image is named', async () => {
  await expect(startHelper({ ...deps, helperImage: 'holdfast-test-none:1' }, spec())).rejects.toMatchObject({
    code: 'docker.image-missing',
  });
});

test('a sidecar’s exit code decides, and its standard error is kept', async () => {
  const lines: string[] = [];
  const result = await runSidecar(deps, {
    job: newJobId(),
    role: 'test',
    image: helperImage,
    command: ['sh', '-c', 'echo out; echo "first line" >&2; echo "$WORD" >&2; exit 7'],
    env: { WORD: 'second = line' },
    onStderr: (line) => lines.push(line),
  });
  expect(result).toMatchObject({ exitCode: 7, stderrTail: 'first line\nsecond = line', stdoutTail: 'out' });
  expect(lines).toEqual(['first line', 'second = line']);
  expect(await ownContainers()).toEqual([]);
});

test('an aborted sidecar is killed and removed', async () => {
  const stop = new AbortController();
  const run = runSidecar(deps, {
    job: newJobId(),
    role: 'test',
    image: helperImage,
    command: ['sh', '-c', 'echo up >&2; sleep 600'],
    signal: stop.signal,
    onStderr: () => stop.abort(new Error('somebody cancelled')),
  });
  await expect(run).rejects.toThrow('somebody cancelled');
  expect(await ownContainers()).toEqual([]);
});

test('a sidecar that cannot be run is an error and leaves nothing behind', async () => {
  const run = runSidecar(deps, { job: newJobId(), role: 'test', image: helperImage, command: ['no-such-program'] });
  await expect(run).rejects.toMatchObject({ code: 'docker.sidecar-failed' });
  expect(await ownContainers()).toEqual([]);
});

test('the sweep removes what this instance left, except the roles it is told to keep, and nobody else’s', async () => {
  const stranger = { ...deps, instance: randomUUID() };
  await using foreign = await startHelper(stranger, spec());
  const left = await startHelper(deps, spec({ role: 'capture' }));
  const watchdog = await startHelper(deps, spec({ role: 'watchdog' }));
  expect(await sweepHelpers(deps, { keepRoles: ['watchdog'] })).toEqual([left.id]);
  expect(await sweepHelpers(deps)).toEqual([watchdog.id]);
  expect(await foreign.order('file.hash', { file: '/' })).toMatchObject({ bytes: 1 });
});
