import type { Job } from '../api/use-job.ts';
import { downStages } from '../job/stage-spans.ts';

/** Which sentence tells what the restore means for the installation at this moment. */
export function phaseOfRun(
  job: Pick<Job, 'state' | 'side' | 'stages'>,
): 'untouched' | 'swapping' | 'committed' | 'failedOld' | 'failedNew' {
  if (job.state === 'failed' || job.state === 'interrupted') return job.side === 'new' ? 'failedNew' : 'failedOld';
  if (job.state === 'cancelled') return 'failedOld';
  if (job.side === 'new') return 'committed';
  const begun = job.stages.filter((stage) => stage.state !== 'ahead');
  const past = begun.some((stage) => ['Place', 'Start', 'Check'].includes(stage.name));
  if (past) return 'committed';
  return begun.some((stage) => downStages.has(stage.name)) ? 'swapping' : 'untouched';
}
