import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureDaemon, socketOf, startDaemon } from '../../../../demo/machine/daemon.ts';
import { roomForSecondDaemon } from '../../../../demo/machine/testing/second-daemon.ts';

/** A dockerd that a test may kill, beside whichever runs: with a bridge of its own, and without touching the packet filter. */
export type OwnDaemon = AsyncDisposable & {
  /** For DOCKER_HOST. */
  host: string;
  /** SIGKILL to dockerd alone: containers run on until the next one comes, which ends them (live-restore is off). */
  killDaemon(): void;
  startDaemon(): Promise<void>;
  /** What a power cut does: dockerd, containerd and all containers are gone at once; then dockerd starts again. */
  rebootMachine(): Promise<void>;
};

/** @throws what keeps a second daemon from running on this machine */
export async function ownDaemon(): Promise<OwnDaemon> {
  await using made = new AsyncDisposableStack();
  const { folders, apart } = made.use(await roomForSecondDaemon('10.214.118.1/24'));
  const kill = () => process.kill(Number(readFileSync(path.join(folders.run, 'docker.pid'), 'utf8')), 'SIGKILL');
  await ensureDaemon(folders, apart);
  const kept = made.move();
  return {
    host: `unix://${socketOf(folders)}`,
    killDaemon: kill,
    startDaemon: () => {
      // Its containerd died with it. Where nobody has reaped that yet, the next dockerd would wait for it.
      rmSync(path.join(folders.run, 'exec/containerd/containerd.pid'), { force: true });
      return startDaemon(folders, apart);
    },
    async rebootMachine() {
      kill();
      await ensureDaemon(folders, apart);
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
