import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { connectDocker } from '../../server/docker/connect.ts';
import { ensureHelperImage } from '../images/helper.ts';
import { endDaemon, ensureDaemon, socketOf } from './daemon.ts';
import { mountsBelow } from './mounts.ts';
import { allProcesses, mountsOf, signal } from './processes.ts';
import { roomForSecondDaemon } from './testing/second-daemon.ts';

const second = await roomForSecondDaemon('10.214.117.1/24');
const { name, folders, apart } = second;
const docker = connectDocker(`unix://${socketOf(folders)}`);

afterAll(() => second[Symbol.asyncDispose]());

test('a daemon that was killed comes back with its containers', async () => {
  await ensureDaemon(folders, apart);
  await startContainer();
  signal(daemonPid(), 'SIGKILL');
  await ensureDaemon(folders, apart);
  const [container] = await docker.listContainers();
  expect(container?.Names).toEqual(['/lasting']);
});

test('a daemon that is whole is kept', async () => {
  const before = daemonPid();
  await ensureDaemon(folders, apart);
  expect(daemonPid()).toBe(before);
});

test('a daemon whose data was deleted under it is ended with all its containers, and a new one starts empty', async () => {
  deleteAsGitDoes(folders.data);
  await ensureDaemon(folders, apart);
  expect(await docker.listContainers({ all: true })).toEqual([]);
  await startContainer();
  // Docker answers a start before runc has become the container's program.
  await expect.poll(() => allProcesses().filter(({ args }) => args.includes(marker)).length).toBe(1);
});

test('nothing is left when it has ended, whichever part was killed before', async () => {
  signal(daemonPid(), 'SIGKILL');
  signal(Number(readFileSync(`${folders.run}/exec/containerd/containerd.pid`, 'utf8')), 'SIGKILL');
  await endDaemon(folders);
  expect(allProcesses().filter(({ args }) => args.some((arg) => arg.includes(name) || arg === marker))).toEqual([]);
  expect(mountsBelow(mountsOf('self'), [folders.data, folders.run])).toEqual([]);
  expect(existsSync(folders.run)).toBe(false);
  rmSync(folders.data, { recursive: true });
});

const marker = `${name}-container`;

async function startContainer(): Promise<void> {
  const Image = await ensureHelperImage(docker);
  const Cmd = ['bash', '-c', 'sleep infinity & wait', marker];
  const HostConfig = { NetworkMode: 'none', RestartPolicy: { Name: 'unless-stopped' as const } };
  await (await docker.createContainer({ name: 'lasting', Image, Cmd, HostConfig })).start();
}

function daemonPid(): number {
  return Number(readFileSync(path.join(folders.run, 'docker.pid'), 'utf8'));
}

/** `git clean -xdf` deletes what it can and goes on past mount points, which are busy. */
function deleteAsGitDoes(folder: string): void {
  for (const each of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, each.name);
    if (each.isDirectory()) deleteAsGitDoes(file);
    try {
      rmSync(file, { recursive: true, force: true });
    } catch (error) {
      if (!['EBUSY', 'ENOTEMPTY', ''].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}
