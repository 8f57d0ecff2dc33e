import { readdir, readFile } from 'node:fs/promises';
import type { Docker } from '../server/docker/connect.ts';
import { labels } from '../server/docker/own-container.ts';
import { containerOf } from '../server/helper/look/mappings.ts';

/** Bytes of memory that a process and its children hold. */
export async function memoryOf(pid: number): Promise<number> {
  const own: string[] = [];
  for (const each of await pids()) {
    if (Number(each) === pid || numberIn(await read(each, 'status'), /^PPid:\s+(\d+)/m) === pid) own.push(each);
  }
  return bytesOf(own);
}

/** Bytes of memory that the processes of Holdfast's biggest helper hold; those of all projects count. */
export async function biggestHelper(docker: Docker): Promise<number> {
  const helpers = await docker.listContainers({ filters: { label: [labels.helper] } });
  const byHelper = new Map<string, string[]>(helpers.map(({ Id }) => [Id, []]));
  for (const pid of await pids()) {
    const group = containerOf(await read(pid, 'cgroup'));
    if (group !== null) byHelper.get(group)?.push(pid);
  }
  return Math.max(0, ...(await Promise.all([...byHelper.values()].map(bytesOf))));
}

async function pids(): Promise<string[]> {
  return (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
}

/** A page that several processes share counts for each with its part (PSS): a helper's programs have much in common. */
async function bytesOf(some: readonly string[]): Promise<number> {
  const parts = some.map(async (pid) => numberIn(await read(pid, 'smaps_rollup'), /^Pss:\s+(\d+)/m) * 1024);
  return (await Promise.all(parts)).reduce((sum, part) => sum + part, 0);
}

/** Empty where the process has ended meanwhile. */
async function read(pid: string, file: string): Promise<string> {
  return readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
}

function numberIn(text: string, field: RegExp): number {
  return Number(field.exec(text)?.[1] ?? 0);
}
