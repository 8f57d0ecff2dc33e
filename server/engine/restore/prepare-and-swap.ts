import type { JobOutcome } from '../../jobs/contract.ts';
import type { EngineDeps } from '../dependencies.ts';
import { noteWhatRuns } from './live/what-ran.ts';
import type { Prepared } from './prepare.ts';
import type { Run } from './run.ts';
import { swapIn } from './swap-in.ts';
import { interrupted } from './undecided.ts';
import { untouched } from './untouched.ts';

/**
 * Until the commit every failure goes back by itself, after it everything goes on to the end.
 * @throws what kept the new side from being prepared; then the installation was not touched and nothing of it is left
 */
export async function prepareAndSwap(
  deps: EngineDeps,
  run: Run & { args: { project: string } },
  prepare: () => Promise<Prepared>,
): Promise<JobOutcome> {
  await noteWhatRuns(deps, run.job, run.args.project);
  const prepared = await untouched(deps, run, prepare);
  return 'undecided' in prepared ? interrupted(prepared) : swapIn(deps, run, prepared);
}
