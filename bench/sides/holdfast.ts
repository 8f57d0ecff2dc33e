import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobView } from '../../server/contract/jobs.ts';
import { diskUse } from '../disk-use.ts';
import type { World } from '../world.ts';
import type { Figures, Side } from './side.ts';

/** Backups by Holdfast, through its API as anybody's script would. */
export function holdfast(world: World): Side {
  return {
    name: 'holdfast',
    first: () => backUp(world, { full: true }),
    next: () => backUp(world, { full: false }),
    clear: async () => {
      const { rows } = await world.dashboard.api.archives.list.query({ project: world.stack.project });
      for (const { id } of rows) await ended(world, await world.dashboard.api.archives.delete.mutate({ id }));
    },
  };
}

type How = { full: boolean; onPreCopy?: () => Promise<void> };

/**
 * One backup. `ms` is the job's own time, `freezeMs` as the archive says, `bytes` what the store grew by, `guaranteed` 1
 * or 0, `appGrowth` the most that the dashboard's memory rose above what it was before, `appPeak` the most it was.
 */
export async function backUp({ dashboard, stack }: World, how: How): Promise<Figures> {
  const before = await diskUse(dashboard.storeFolder);
  const idle = await memoryOf(dashboard.pid());
  const { jobId } = await dashboard.api.backups.start.mutate({ project: stack.project, full: how.full });
  let most = idle;
  let inPreCopy = how.onPreCopy;
  for (;;) {
    const job = await dashboard.api.jobs.get.query({ id: jobId });
    most = Math.max(most, await memoryOf(dashboard.pid()));
    if (inPreCopy && job.stages.some(({ name, state }) => name === 'Pre-copy' && state === 'running')) {
      const change = inPreCopy;
      inPreCopy = undefined;
      await change();
    }
    if (job.state === 'failed') throw new Error(`${job.error?.title} ${job.error?.cause}`);
    if (job.state === 'succeeded' && job.archiveId) {
      const archive = await dashboard.api.archives.get.query({ id: job.archiveId });
      return {
        ms: archive.durationMs,
        freezeMs: archive.freezeMs ?? 0,
        bytes: (await diskUse(dashboard.storeFolder)) - before,
        guaranteed: archive.verdict === 'guaranteed' ? 1 : 0,
        attempts: archive.evidence.attempts.length,
        appGrowth: most - idle,
        appPeak: most,
      };
    }
    await sleep(100);
  }
}

/** Waits until a job has ended well. */
export async function ended(world: World, job: { jobId: string }): Promise<void> {
  const { state, error } = await untilEnded(world, job);
  if (state !== 'succeeded') throw new Error(`${state}: ${error?.title} ${error?.cause}`);
}

/** Waits until a job has ended, well or not. */
export async function untilEnded({ dashboard }: World, { jobId }: { jobId: string }): Promise<JobView> {
  for (;;) {
    const job = await dashboard.api.jobs.get.query({ id: jobId });
    if (job.state !== 'queued' && job.state !== 'running') return job;
    await sleep(100);
  }
}

/** Bytes of memory that a process and its children hold. */
async function memoryOf(pid: number): Promise<number> {
  let kilobytes = 0;
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const status = await readFile(`/proc/${entry}/status`, 'utf8').catch(() => '');
    const isOurs = Number(entry) === pid || Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) === pid;
    if (isOurs) kilobytes += Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  }
  return kilobytes * 1024;
}
