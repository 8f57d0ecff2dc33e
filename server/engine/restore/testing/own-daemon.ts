import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ignored } from '../../../../demo/clone.ts';
import { type DaemonFolders, endDaemon, ensureDaemon, socketOf, startDaemon } from '../../../../demo/machine/daemon.ts';
import { run } from '../../../../demo/run.ts';

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
  const random = randomBytes(3).toString('hex');
  const name = `test-dockerd-${random}`;
  const bridge = `hf-${random}`;
  const apart = [`--bridge=${bridge}`, '--iptables=false', '--ip-forward=false', '--ip-masq=false'];
  const folders: DaemonFolders = {
    data: path.join(ignored, name, 'docker'),
    run: `/run/holdfast-${name}`,
    log: path.join(ignored, name, 'dockerd.log'),
  };
  const kill = () => process.kill(Number(readFileSync(path.join(folders.run, 'docker.pid'), 'utf8')), 'SIGKILL');
  await using made = new AsyncDisposableStack();
  await run('ip', ['link', 'add', bridge, 'type', 'bridge']);
  made.defer(async () => void (await run('ip', ['link', 'delete', bridge])));
  await run('ip', ['address', 'add', '10.214.118.1/24', 'dev', bridge]);
  made.defer(() => rmSync(path.join(ignored, name), { recursive: true, force: true }));
  made.defer(() => endDaemon(folders));
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
