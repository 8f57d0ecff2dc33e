import { type ErrorReport, messageOf, reportOf } from '../../errors/error.ts';
import type { JobOutcome } from '../../jobs/contract.ts';
import { appendJournal, type JournalStep } from '../../store/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import type { Run } from './run.ts';

/** Why it can't be told now how a job ends. */
export type Undecided = { undecided: ErrorReport };

const step = 'failed';

/**
 * Leaves the end of a job to recovery, with what it failed by.
 * @param left what keeps it from being ended now
 */
export async function leaveToRecovery(deps: EngineDeps, run: Run, failed: unknown, left: unknown): Promise<Undecided> {
  run.progress.log('restore', `It can’t be ended now and is left to recovery: ${messageOf(left)}`, 'warn');
  if (!run.signal.aborted) await appendJournal(deps.db, run.job, step, reportOf(failed));
  return { undecided: reportOf(left) };
}

/** What a job failed by whose end was left to recovery; null where it did not fail by itself. */
export function failureIn(steps: readonly JournalStep[]): ErrorReport | null {
  const written = steps.find((each) => each.step === step);
  return written ? (written.data as ErrorReport) : null;
}

/** The runner has it recovered now and then, until its end can be told. */
export function interrupted({ undecided }: Undecided): JobOutcome {
  return { result: null, state: 'interrupted', error: undecided };
}
