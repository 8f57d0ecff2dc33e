import type { Job } from '../api/use-job.ts';
import { msOf } from '../format/date.ts';

type Ended = { id: string } & Pick<Job, 'kind' | 'state' | 'side' | 'subject' | 'createdBy' | 'finishedAt'>;

/** What ended the old side of a swap, as far as the list of jobs tells. */
export type EndedBy =
  | { kind: 'cleared'; by: string; at: string }
  | { kind: 'expired'; at: string }
  | { kind: 'undone'; id: string; at: string }
  | { kind: 'later'; what: 'restore' | 'undo'; id: string; at: string };

/** Clean-ups that nobody asked for bear this name. */
const ourselves = 'Holdfast';

/** @param swap the restore or undo whose old side is gone */
export function endedBy(swap: Pick<Ended, 'id' | 'finishedAt'>, jobs: readonly Ended[]): EndedBy | null {
  const after = jobs.filter(
    ({ id, state, finishedAt }) =>
      id !== swap.id &&
      state === 'succeeded' &&
      finishedAt !== null &&
      (swap.finishedAt === null || msOf(finishedAt) > msOf(swap.finishedAt)),
  );
  const cleanup = after.find(({ kind, subject }) => kind === 'cleanup' && subject.includes(swap.id));
  const later = after.find(({ kind, side }) => (kind === 'restore' || kind === 'undo') && side === 'new');
  if (cleanup?.finishedAt && cleanup.createdBy !== ourselves)
    return { kind: 'cleared', by: cleanup.createdBy, at: cleanup.finishedAt };
  if (later?.finishedAt && later.kind === 'undo' && later.subject.includes(swap.id))
    return { kind: 'undone', id: later.id, at: later.finishedAt };
  if (later?.finishedAt)
    return { kind: 'later', what: later.kind === 'undo' ? 'undo' : 'restore', id: later.id, at: later.finishedAt };
  return cleanup?.finishedAt ? { kind: 'expired', at: cleanup.finishedAt } : null;
}
