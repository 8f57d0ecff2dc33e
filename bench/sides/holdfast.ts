import { setTimeout as sleep } from 'node:timers/promises';
import type { JobView } from '../../server/contract/jobs.ts';
import { diskUse } from '../disk-use.ts';
import { peaksDuring } from '../memory.ts';
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
 * One backup: what {@link backUpUnwatched} tells, and `appGrowth`, the most that the dashboard's memory rose above what it
 * was before, `appPeak` the most it was, `helperPeak` the most that one helper held.
 */
export async function backUp(world: World, how: How): Promise<Figures> {
  const { result, peaks } = await peaksDuring(world, () => backUpUnwatched(world, how));
  return { ...result, ...peaks };
}

/**
 * One backup. `ms` is the job's own time, `freezeMs` as the archive says, `bytes` what the store grew by,
 * `volumeBytes` the same without the dumps, `guaranteed` 1 or 0. Looking at memory takes a third of a core where many
 * processes run, which a load beside the backup would feel.
 */
export async function backUpUnwatched(world: World, how: How): Promise<Figures> {
  const { dashboard } = world;
  const before = await diskUse(dashboard.storeFolder);
  const job = await carriedOut(world, how);
  if (job.state !== 'succeeded' || !job.archiveId) throw new Error(`${job.error?.title} ${job.error?.cause}`);
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
  };
}

async function carriedOut(world: World, { full, onPreCopy }: How): Promise<JobView> {
  const { api } = world.dashboard;
  const { jobId } = await api.backups.start.mutate({ project: world.stack.project, full });
  if (onPreCopy) {
    await untilJob(world, jobId, (job) => hasBegun(job, 'Pre-copy'));
    await onPreCopy();
  }
  return untilEnded(world, { jobId });
}

function hasBegun({ stages, state }: JobView, name: string): boolean {
  return hasEnded({ state }) || stages.some((stage) => stage.name === name && stage.state !== 'ahead');
}

/** Waits until a job has ended well. */
export async function ended(world: World, job: { jobId: string }): Promise<void> {
  const { state, error } = await untilEnded(world, job);
  if (state !== 'succeeded') throw new Error(`${state}: ${error?.title} ${error?.cause}`);
}

/** Waits until a job has ended, well or not. */
export function untilEnded(world: World, { jobId }: { jobId: string }): Promise<JobView> {
  return untilJob(world, jobId, hasEnded);
}

function hasEnded({ state }: Pick<JobView, 'state'>): boolean {
  return state !== 'queued' && state !== 'running';
}

async function untilJob(world: World, id: string, isSo: (job: JobView) => boolean): Promise<JobView> {
  for (;;) {
    const job = await world.dashboard.api.jobs.get.query({ id });
    if (isSo(job)) return job;
    await sleep(250); // asking more often takes from what is measured
  }
}
