import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { answers } from '../bootstrap/sockets.mjs';
import { cloneId, demoFolder, ignored, runFolder } from '../clone.ts';
import { run, tailOfFile } from '../run.ts';
import { removeStaleBridges } from './bridges.ts';
import { isRootedIn, unmountBelow } from './mounts.ts';
import { allProcesses, endProcesses, lives, mountsOf, type Process } from './processes.ts';

/** Where a daemon of ours lives. What lies in `run` outlives `git clean -xdf`; what lies in `data` does not. */
export type DaemonFolders = { data: string; run: string; log: string };

export const ownFolders: DaemonFolders = {
  data: path.join(ignored, 'docker'),
  run: runFolder,
  log: path.join(demoFolder, 'dockerd.log'),
};

/** Tells that nobody has emptied the data folder under a running daemon: its containers and images would be gone. */
const marker = 'holdfast-demo';

export function socketOf({ run }: DaemonFolders): string {
  return path.join(run, 'docker.sock');
}

/**
 * Sees to it that the daemon with these folders runs: keeps one that is whole; ends what is left of one that was killed
 * or whose data was deleted, and starts it anew.
 */
export async function ensureDaemon(folders: DaemonFolders, extra: string[] = []): Promise<void> {
  const whole = existsSync(path.join(folders.data, marker));
  if (whole && (await answers(socketOf(folders)))) return;
  await endDaemon(folders);
  if (!whole) {
    rmSync(folders.data, { recursive: true, force: true });
    await removeStaleBridges();
  }
  for (const folder of [folders.data, folders.run, path.dirname(folders.log)]) mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folders.data, marker), `${cloneId}\n`);
  await mountControlGroups();
  await startDaemon(folders, extra);
}

/**
 * Ends the daemon of these folders and all it left: containerd, shims, processes of containers, mounts, files in /run.
 * Nothing happens where nothing is left.
 */
export async function endDaemon({ data, run: runAt }: DaemonFolders): Promise<void> {
  // The daemon stops its containers in order, so it gets the time that Docker gives them; without data it can't.
  const graceMs = existsSync(path.join(data, marker)) ? 20_000 : 0;
  const processes = allProcesses();
  const pids = (belongs: (each: Process) => boolean) => processes.filter(belongs).map(({ pid }) => pid);
  await endProcesses(
    pids(({ args }) => isDaemon(args, data)),
    graceMs,
  );
  await endProcesses(
    pids(({ args }) => args.some((arg) => arg.startsWith(`${runAt}/exec/`))),
    3_000,
  );
  await endProcesses(
    pids(({ pid }) => isRootedIn(mountsOf(pid), data)),
    3_000,
  );
  await unmountBelow([data, runAt]);
  rmSync(runAt, { recursive: true, force: true });
}

/** Whether this command line is that of a daemon with this data folder, in either spelling. */
export function isDaemon(args: string[], data: string): boolean {
  if (!args[0] || path.basename(args[0]) !== 'dockerd') return false;
  return args.includes(`--data-root=${data}`) || args[args.indexOf('--data-root') + 1] === data;
}

/** Starts the daemon on what an earlier one has left; {@link ensureDaemon} ends that first. */
export async function startDaemon(folders: DaemonFolders, extra: string[]): Promise<void> {
  const log = openSync(folders.log, 'a');
  const args = [
    ...['--host', `unix://${socketOf(folders)}`, '--data-root', folders.data],
    ...['--exec-root', path.join(folders.run, 'exec'), '--pidfile', path.join(folders.run, 'docker.pid'), ...extra],
  ];
  const daemon = spawn('dockerd', args, { detached: true, stdio: ['ignore', log, log], cwd: '/' });
  closeSync(log);
  const failure = new Promise<Error>((resolve) => daemon.once('error', resolve));
  daemon.unref();
  const deadline = Date.now() + 60_000;
  while (!(await answers(socketOf(folders)))) {
    const failed = await Promise.race([failure, sleep(100)]);
    if (failed || !daemon.pid || !lives(daemon.pid) || Date.now() > deadline) {
      throw new Error(`Docker does not start${failed ? `: ${failed.message}` : ''}.\n${tailOfFile(folders.log)}`);
    }
  }
}

/** Where no init system has mounted them, as in some containers and small machines. */
async function mountControlGroups(): Promise<void> {
  if (existsSync('/sys/fs/cgroup/cgroup.controllers') || existsSync('/sys/fs/cgroup/memory')) return;
  await run('cgroupfs-mount', []);
}
