import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type DaemonFolders, endDaemon, ensureDaemon, socketOf, startDaemon } from '../../../../demo/machine/daemon.ts';
import { roomForSecondDaemon } from '../../../../demo/machine/testing/second-daemon.ts';

/** A dockerd that a test may kill, beside whichever runs: with a bridge of its own, and without touching the packet filter. */
export type OwnDaemon = AsyncDisposable & {
  /** For DOCKER_HOST. */
  host: string;
  pid(): number;
  /** Where its containerd has a folder for each task. */
  tasks: string;
  /** SIGKILL to dockerd alone: containers run on until the next one comes, which ends them unless live-restore is on. */
  killDaemon(): void;
  startDaemon(): Promise<void>;
  /** What a power cut does: dockerd, containerd and all containers are gone at once; then dockerd starts again. */
  rebootMachine(): Promise<void>;
};

export type OwnDaemonOptions = {
  /** Of its bridge: two that run at a time need two. */
  address?: string;
  liveRestore?: boolean;
  /** Its containerd is a service of its own, as distributions have it, and outlives it. */
  containerdApart?: boolean;
};

/** @throws what keeps a second daemon from running on this machine */
export async function ownDaemon({
  address = '10.214.118.1/24',
  liveRestore = false,
  containerdApart = false,
}: OwnDaemonOptions = {}): Promise<OwnDaemon> {
  await using made = new AsyncDisposableStack();
  const { folders, apart } = made.use(await roomForSecondDaemon(address));
  const pid = () => Number(readFileSync(path.join(folders.run, 'docker.pid'), 'utf8'));
  const kill = () => process.kill(pid(), 'SIGKILL');
  if (liveRestore) apart.push('--live-restore');
  await ensureDaemon(folders, apart);
  if (containerdApart) {
    await endDaemon(folders);
    apart.push('--containerd', await startContainerd(folders));
    await startDaemon(folders, apart);
  }
  const kept = made.move();
  return {
    host: `unix://${socketOf(folders)}`,
    pid,
    tasks: path.join(folders.run, 'exec/containerd/daemon/io.containerd.runtime.v2.task/moby'),
    killDaemon: kill,
    startDaemon: async () => {
      // The next dockerd refuses to start as long as the killed one has not been reaped.
      while (existsSync(`/proc/${pid()}`)) await delay(20);
      // Its containerd died with it. Where nobody has reaped that yet, the next dockerd would wait for it.
      rmSync(path.join(folders.run, 'exec/containerd/containerd.pid'), { force: true });
      await startDaemon(folders, apart);
    },
    async rebootMachine() {
      kill();
      await ensureDaemon(folders, apart);
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** In the folder whose programs end with the daemon's room. @returns its socket */
async function startContainerd({ data, run }: DaemonFolders): Promise<string> {
  const at = path.join(run, 'exec');
  const socket = path.join(at, 'containerd.sock');
  mkdirSync(at, { recursive: true });
  const folders = ['--root', path.join(data, 'containerd-apart'), '--state', path.join(at, 'containerd-apart')];
  spawn('containerd', [...folders, '--address', socket], { detached: true, stdio: 'ignore' }).unref();
  while (!existsSync(socket)) await delay(50);
  return socket;
}
