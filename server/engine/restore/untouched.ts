import type { EngineDeps } from '../dependencies.ts';
import { abandon } from './abandon.ts';
import { onceReachable } from './once-reachable.ts';
import type { Run } from './run.ts';
import { leaveToRecovery, type Undecided } from './undecided.ts';

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
      return leaveToRecovery(deps, run, error, left);
    }
    throw error;
  }
}
