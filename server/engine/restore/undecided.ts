import type { ErrorReport } from '../../errors/error.ts';
import type { JobOutcome } from '../../jobs/contract.ts';

/** Why it can't be told now how a job ends. */
export type Undecided = { undecided: ErrorReport };

/** The runner has it recovered now and then, until that can be told. */
export function interrupted({ undecided }: Undecided): JobOutcome {
  return { result: null, state: 'interrupted', error: undecided };
}
