import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Dashboard } from '../demo/world.ts';
import type { Docker } from '../server/docker/connect.ts';
import { labels } from '../server/docker/own-container.ts';
import { containerOf } from '../server/helper/look/mappings.ts';

/** Bytes: what the dashboard held at its most, and by how much more than at first; what the biggest helper held. */
export type Peaks = { appGrowth: number; appPeak: number; helperPeak: number };

/** Looks at the memory of the dashboard and of helpers until the work is done. */
export async function peaksDuring<T>(
  { dashboard, docker }: { dashboard: Dashboard; docker: Docker },
  work: () => Promise<T>,
): Promise<{ result: T; peaks: Peaks }> {
  const idle = await memoryOf(dashboard.pid());
  const peaks = { appGrowth: 0, appPeak: idle, helperPeak: 0 };
  const done = new AbortController();
  const watching = async () => {
    while (!done.signal.aborted) {
      peaks.appPeak = Math.max(peaks.appPeak, await memoryOf(dashboard.pid()));
      peaks.helperPeak = Math.max(peaks.helperPeak, await biggestHelper(docker));
      // Looking more often takes from what is measured.
      await sleep(500, undefined, { signal: done.signal }).catch(() => undefined);
    }
  };
  const watched = watching();
  try {
    const result = await work();
    return { result, peaks: { ...peaks, appGrowth: peaks.appPeak - idle } };
  } finally {
    done.abort();
    await watched;
  }
}

/** Bytes of memory that a process and its children hold. */
async function memoryOf(pid: number): Promise<number> {
  const own: string[] = [];
  for (const each of await pids()) {
    if (Number(each) === pid || numberIn(await read(each, 'status'), /^PPid:\s+(\d+)/m) === pid) own.push(each);
  }
  return bytesOf(own);
}

/** Bytes of memory that the processes of Holdfast's biggest helper hold; those of all projects count. */
async function biggestHelper(docker: Docker): Promise<number> {
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
