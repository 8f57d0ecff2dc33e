import type { StoredJob, StoredStage } from '../store/index.ts';

/** What cancelling does now, or why it can't be done. */
export type CancelOffer = { cancel: string; locked: null } | { cancel: null; locked: string };

export function cancelOffer(job: StoredJob, stages: StoredStage[]): CancelOffer {
  if (job.state === 'queued') return { cancel: 'Takes the job out of the queue. Nothing was started.', locked: null };
  if (job.state !== 'running') return { cancel: null, locked: 'The job has ended.' };
  const stage = stages.find((each) => each.state === 'running');
  if (!stage) return { cancel: null, locked: 'The job is just starting.' };
  if (stage.cancel !== null) return { cancel: stage.cancel, locked: null };
  return { cancel: null, locked: stage.locked ?? 'This stage must run to its end.' };
}
