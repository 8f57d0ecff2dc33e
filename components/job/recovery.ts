import type { Job } from '../api/use-job.ts';

/** What the next start made of a job that a crash had interrupted; null where there was no crash, or nothing is decided yet. */
export type Recovery = 'finished' | 'takenBack' | 'cleanedUp';

export function recoveryOf({ recovered, state, side }: Pick<Job, 'recovered' | 'state' | 'side'>): Recovery | null {
  if (!recovered || state === 'interrupted') return null;
  if (state === 'succeeded' || side === 'new') return 'finished';
  return side === 'old' ? 'takenBack' : 'cleanedUp';
}
