import { type ErrorReport, messageOf, reportOf } from '../../errors/error.ts';
import { appendJournal, type JournalStep } from '../../store/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { abandon } from './abandon.ts';
import { onceReachable } from './once-reachable.ts';
import type { Run } from './run.ts';
import type { Undecided } from './undecided.ts';

const step = 'failed';

/**
 * Whatever fails in here, or is cancelled, leaves nothing behind, and what ran runs.
 * @returns `undecided` where that can't be had now
 * @throws what the work threw, when it was had
 */
export async function untouched<T>(deps: EngineDeps, run: Run, work: () => Promise<T>): Promise<T | Undecided> {
  try {
    return await work();
  } catch (error) {
    try {
      await onceReachable(deps, run.progress, () => abandon(deps, run.job, run.progress));
    } catch (left) {
      run.progress.log('restore', `What was begun could not be cleared away now: ${messageOf(left)}`, 'warn');
      if (!run.signal.aborted) await appendJournal(deps.db, run.job, step, reportOf(error));
      return { undecided: reportOf(left) };
    }
    throw error;
  }
}

/** Why a job failed whose end was left to recovery; null where it did not fail by itself. */
export function failureIn(steps: readonly JournalStep[]): ErrorReport | null {
  const written = steps.find((each) => each.step === step);
  return written ? (written.data as ErrorReport) : null;
}
