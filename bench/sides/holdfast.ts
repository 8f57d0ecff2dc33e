import { setTimeout as sleep } from 'node:timers/promises';
import type { JobView } from '../../server/contract/jobs.ts';
import { diskUse } from '../disk-use.ts';
import { biggestHelper, memoryOf } from '../memory.ts';
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
 * One backup. `ms` is the job's own time, `freezeMs` as the archive says, `bytes` what the store grew by,
 * `volumeBytes` the same without the dumps, `guaranteed` 1 or 0, `appGrowth` the most that the dashboard's memory rose
 * above what it was before, `appPeak` the most it was, `helperPeak` the most that one helper held.
 */
export async function backUp({ dashboard, docker, stack }: World, how: How): Promise<Figures> {
  const before = await diskUse(dashboard.storeFolder);
  const idle = await memoryOf(dashboard.pid());
  const { jobId } = await dashboard.api.backups.start.mutate({ project: stack.project, full: how.full });
  let most = idle;
  let helperMost = 0;
  let inPreCopy = how.onPreCopy;
  for (;;) {
    const job = await dashboard.api.jobs.get.query({ id: jobId });
    most = Math.max(most, await memoryOf(dashboard.pid()));
    helperMost = Math.max(helperMost, await biggestHelper(docker));
    if (inPreCopy && job.stages.some(({ name, state }) => name === 'Pre-copy' && state === 'running')) {
      const change = inPreCopy;
      inPreCopy = undefined;
      await change();
    }
    if (job.state === 'failed') throw new Error(`${job.error?.title} ${job.error?.cause}`);
    if (job.state === 'succeeded' && job.archiveId) {
      const archive = await dashboard.api.archives.get.query({ id: job.archiveId });
      const bytes = (await diskUse(dashboard.storeFolder)) - before;
      const dumped = archive.evidence.databases.reduce((sum, { dump }) => sum + dump.stored, 0);
      return {
        ms: archive.durationMs,
        freezeMs: archive.freezeMs ?? 0,
        bytes,
        volumeBytes: bytes - dumped,
        guaranteed: archive.verdict === 'guaranteed' ? 1 : 0,
        attempts: archive.evidence.attempts.length,
        appGrowth: most - idle,
        appPeak: most,
        helperPeak: helperMost,
      };
    }
    await sleep(500); // looking more often takes from what is measured
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
