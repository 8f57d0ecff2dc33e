import { Ban, Check, CircleX, Clock, LoaderCircle, OctagonX, Unplug } from 'lucide-react';
import type { Job } from '../api/use-job.ts';
import { recoveryOf } from '../job/recovery.ts';
import { jobStates, recoveredStates } from '../messages/job.ts';
import type { State } from '../ui/mark.tsx';

const states: Record<Job['state'], State> = {
  queued: { icon: Clock, tone: 'quiet', word: jobStates.queued },
  running: { icon: LoaderCircle, tone: 'info', word: jobStates.running },
  succeeded: { icon: Check, tone: null, word: jobStates.succeeded },
  failed: { icon: CircleX, tone: 'danger', word: jobStates.failed },
  cancelled: { icon: Ban, tone: 'quiet', word: jobStates.cancelled },
  interrupted: { icon: OctagonX, tone: 'danger', word: jobStates.interrupted },
};

/** Success is neutral; green only where the job proved something. What a crash broke and the next start mended says so. */
export function resultState(job: Pick<Job, 'state' | 'kind' | 'side' | 'recovered'>): State {
  const recovery = recoveryOf(job);
  if (recovery) return { icon: Unplug, tone: 'info', word: recoveredStates[recovery] };
  const proved = job.kind === 'verify' || job.kind === 'rehearse' || (job.kind === 'restore' && job.side === 'new');
  return job.state === 'succeeded' && proved ? { icon: Check, tone: 'ok', word: 'Checked' } : states[job.state];
}
