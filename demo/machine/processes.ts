import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type Process = { pid: number; args: string[] };

/** Every process of the machine with its command line. */
export function allProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), args: read(`/proc/${name}/cmdline`).split('\0').slice(0, -1) }));
}

export function isProgram({ args }: Process, name: string): boolean {
  return path.basename(args[0] ?? '') === name;
}

/** Whether the process lives; one that is dead but not yet reaped does not. */
export function lives(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`);
  return stat !== '' && !/^\d+ \(.*\) [ZX]/s.test(stat);
}

export function environmentOf(pid: number): string[] {
  return read(`/proc/${pid}/environ`).split('\0');
}

export function mountsOf(pid: number | 'self'): string {
  return read(`/proc/${pid}/mountinfo`);
}

/** Ends processes: asks first, then kills those that are still there after the grace time. */
export async function endProcesses(pids: number[], graceMs: number): Promise<void> {
  for (const pid of pids) signal(pid, 'SIGTERM');
  await untilGone(pids, graceMs);
  for (const pid of pids.filter(lives)) signal(pid, 'SIGKILL');
  await untilGone(pids, 5_000);
}

/** A process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function untilGone(pids: number[], limitMs: number): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (pids.some(lives) && Date.now() < deadline) await sleep(50);
}

/** Processes come and go while we look. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
