import { type ErrorReport, reportOf } from '../../errors/error.ts';
import type { JobOutcome } from '../../jobs/contract.ts';
import { appendJournal } from '../../store/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { refuseBlockers } from './live/blockers.ts';
import { alsoWhatRan } from './live/what-ran.ts';
import { liveWorld } from './live/world.ts';
import { onceReachable } from './once-reachable.ts';
import type { Prepared } from './prepare.ts';
import { finishNew, finishOld } from './report/finish.ts';
import type { Run } from './run.ts';
import { conclude } from './swap/conclude.ts';
import type { StartFailure } from './swap/steps.ts';
import { type SwapStage, swap } from './swap/swap.ts';
import { interrupted, leaveToRecovery, type Undecided } from './undecided.ts';

/** Swaps what was prepared, a restore's new side or the kept one of an undo, and reports which side holds. */
export async function swapIn(deps: EngineDeps, run: Run, prepared: Prepared): Promise<JobOutcome> {
  const { intent, seed } = prepared;
  const ended = await swapOrConclude(deps, run, prepared);
  if ('undecided' in ended) return interrupted(ended);
  const known = { job: run.job, intent, seed, progress: run.progress };
  try {
    return await (ended.side === 'new'
      ? finishNew(deps, { ...known, ...ended })
      : finishOld(deps, { ...known, ...ended }));
  } catch (error) {
    // The swap is done, whatever keeps it from being reported now: Docker that goes away at this moment, say.
    return interrupted({ undecided: reportOf(error) });
  }
}

type Swapped =
  | { side: 'new'; failures: StartFailure[]; committedAt: string; downtimeMs: number | null }
  | { side: 'old'; failures: StartFailure[]; error: ErrorReport }
  | Undecided;

async function swapOrConclude(deps: EngineDeps, run: Run, prepared: Prepared): Promise<Swapped> {
  const { intent, server, reach } = prepared;
  await using world = liveWorld(deps, { ...run, intent, server, opened: reach });
  const times = new Map<SwapStage, number>();
  const begin = async (stage: SwapStage) => {
    await appendJournal(deps.db, run.job, stage.toLowerCase());
    run.progress.stage(stage);
    times.set(stage, deps.clock().getTime());
  };
  const committedAt = () => new Date(times.get('Place') ?? times.get('Commit') ?? deps.clock()).toISOString();
  try {
    if (intent.databases.length > 0) await refuseBlockers(reach.admin, intent);
    const swapped = { side: 'new' as const, failures: await swap(world, intent, begin) };
    const { failures } = await alsoWhatRan(deps, intent, run.progress, swapped);
    await appendJournal(deps.db, run.job, 'started', failures);
    const downMs = (times.get('Check') ?? 0) - (times.get('Stop') ?? 0);
    return { side: 'new', failures, committedAt: committedAt(), downtimeMs: intent.noStart ? null : downMs };
  } catch (thrown) {
    const error = reportOf(thrown);
    run.progress.log('restore', `${error.title} Asking the installation which side holds.`, 'warn');
    try {
      const { side, failures } = await onceReachable(deps, run.progress, async () =>
        alsoWhatRan(deps, intent, run.progress, await conclude(world, intent)),
      );
      if (side === 'old') return { side, failures, error };
      await appendJournal(deps.db, run.job, 'started', failures);
      return { side, failures, committedAt: committedAt(), downtimeMs: null };
    } catch (left) {
      return leaveToRecovery(deps, run, thrown, left);
    }
  }
}
