import { readdir, readFile } from 'node:fs/promises';
import type { Docker } from '../server/docker/connect.ts';
import { labels } from '../server/docker/own-container.ts';
import { containerOf } from '../server/helper/look/mappings.ts';

type Process = { pid: number; parent: number; bytes: number };

/** Bytes of memory that a process and its children hold. */
export async function memoryOf(pid: number): Promise<number> {
  const processes = (await pids()).map(processOf);
  return sumOf((await Promise.all(processes)).filter((each) => each.pid === pid || each.parent === pid));
}

/** Bytes of memory that the processes of Holdfast's biggest helper hold; those of all projects count. */
export async function biggestHelper(docker: Docker): Promise<number> {
  const helpers = await docker.listContainers({ filters: { label: [labels.helper] } });
  const byHelper = new Map<string, Process[]>(helpers.map(({ Id }) => [Id, []]));
  for (const pid of await pids()) {
    const group = containerOf(await readFile(`/proc/${pid}/cgroup`, 'utf8').catch(() => ''));
    if (group !== null) byHelper.get(group)?.push(await processOf(pid));
  }
  return Math.max(0, ...[...byHelper.values()].map(sumOf));
}

async function pids(): Promise<string[]> {
  return (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
}

async function processOf(pid: string): Promise<Process> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''); // it may have ended
  const number = (of: RegExp) => Number(of.exec(status)?.[1] ?? 0);
  return { pid: Number(pid), parent: number(/^PPid:\s+(\d+)/m), bytes: number(/^VmRSS:\s+(\d+)/m) * 1024 };
}

function sumOf(processes: readonly Process[]): number {
  return processes.reduce((sum, { bytes }) => sum + bytes, 0);
}
