import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDocker } from './connect.ts';
import { hostPathOf } from './host-path.ts';
import { makeTestImage } from './testing/test-image.ts';

const docker = connectDocker();
const run = randomBytes(4).toString('hex');
const image = `holdfast-test-host-path:${run}`;
const volume = `holdfast-test-host-path-${run}`;
const repository = fileURLToPath(new URL('../..', import.meta.url));
const socket = String((docker.modem as unknown as { socketPath: string }).socketPath);
let folder = '';

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'holdfast-host-path-')));
  await mkdir(path.join(folder, 'folder'));
  await makeTestImage(docker, image, [process.execPath]);
  await docker.createVolume({ Name: volume, Labels: { 'holdfast.test': run } });
});

afterAll(async () => {
  await docker.getVolume(volume).remove();
  await docker.getImage(image).remove({ force: true });
  await rm(folder, { recursive: true, force: true });
});

test('on the host a path is itself', async () => {
  expect(await hostPathOf(docker, folder)).toBe(folder);
});

/** Asks from inside a container, as a dashboard in a container does, and gives what it printed. */
async function askInside(ours: string): Promise<string> {
  const program = `
    import { connectDocker, hostPathOf } from '/app/server/docker/index.ts';
    const answer = await hostPathOf(connectDocker('/docker.sock'), ${JSON.stringify(ours)}).catch((error) => error.code);
    console.log(answer);`;
  const container = await docker.createContainer({
    Image: image,
    Cmd: ['node', '--input-type=module', '--eval', program],
    Labels: { 'holdfast.test': run },
    HostConfig: {
      NetworkMode: 'none',
      Binds: [
        `${repository}:/app:ro`,
        `${socket}:/docker.sock`,
        `${folder}:/store`,
        `${volume}:/vol`,
        `${path.join(folder, 'folder')}:/var/run/folder`,
      ],
    },
  });
  try {
    await container.start();
    await container.wait();
    const log = await container.logs({ stdout: true, stderr: true });
    return log.subarray(8).toString('utf8').trim();
  } finally {
    await container.remove({ force: true, v: true });
  }
}

test('inside a container a path is translated through its bind mounts and volumes', async () => {
  const { Mountpoint } = await docker.getVolume(volume).inspect();
  expect(await askInside('/store')).toBe(folder);
  expect(await askInside('/vol')).toBe(Mountpoint);
});

test('a mount below a link is found: in Debian’s images /var/run leads to /run', async () => {
  expect(await askInside('/var/run/folder')).toBe(path.join(folder, 'folder'));
});

test('a path in the container’s own layer is refused: no helper could reach it', async () => {
  expect(await askInside('/etc')).toBe('docker.path-not-mounted');
});
