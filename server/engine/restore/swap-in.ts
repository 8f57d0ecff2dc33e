import { setTimeout as delay } from 'node:timers/promises';
import { type ErrorReport, HoldfastError, messageOf, reportOf } from '../../errors/error.ts';
import type { JobOutcome } from '../../jobs/contract.ts';
import { appendJournal } from '../../store/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { refuseBlockers } from './live/blockers.ts';
import { type LiveWorld, liveWorld } from './live/world.ts';
import type { Prepared } from './prepare.ts';
import { finishNew, finishOld } from './report/finish.ts';
import type { Run } from './run.ts';
import { type Conclusion, conclude } from './swap/conclude.ts';
import type { Intent } from './swap/intent.ts';
import type { StartFailure } from './swap/steps.ts';
import { type SwapStage, swap } from './swap/swap.ts';

/** Swaps what was prepared, a restore's new side or the kept one of an undo, and reports which side holds. */
export async function swapIn(deps: EngineDeps, run: Run, prepared: Prepared): Promise<JobOutcome> {
  const { intent, seed } = prepared;
  const ended = await swapOrConclude(deps, run, prepared);
  if ('undecided' in ended) return { result: null, state: 'interrupted', error: ended.undecided };
  const known = { job: run.job, intent, seed, progress: run.progress };
  return ended.side === 'new' ? finishNew(deps, { ...known, ...ended }) : finishOld(deps, { ...known, ...ended });
}

type Swapped =
  | { side: 'new'; failures: StartFailure[]; committedAt: string; downtimeMs: number | null }
  | { side: 'old'; failures: StartFailure[]; error: ErrorReport }
  | { undecided: ErrorReport };

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
    const failures = await swap(world, intent, begin);
    await appendJournal(deps.db, run.job, 'started', failures);
    const downMs = (times.get('Check') ?? 0) - (times.get('Stop') ?? 0);
    return { side: 'new', failures, committedAt: committedAt(), downtimeMs: intent.noStart ? null : downMs };
  } catch (thrown) {
    const error = reportOf(thrown);
    run.progress.log('restore', `${error.title} Asking the installation which side holds.`, 'warn');
    const concluded = await concludePatiently(world, run, intent);
    if ('undecided' in concluded) return concluded;
    const { side, failures } = concluded;
    if (side === 'old') return { side, failures, error };
    await appendJournal(deps.db, run.job, 'started', failures);
    return { side, failures, committedAt: committedAt(), downtimeMs: null };
  }
}

/** Docker or PostgreSQL may be coming up again just now. A picture that can't be is not asked for twice. */
const concludeTries = 5;
const betweenTriesMs = 3000;

async function concludePatiently(
  world: LiveWorld,
  run: Run,
  intent: Intent,
): Promise<Conclusion | { undecided: ErrorReport }> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await conclude(world, intent);
    } catch (error) {
      const hopeless = error instanceof HoldfastError && error.code === 'restore.undecided';
      if (hopeless || attempt === concludeTries) return { undecided: reportOf(error) };
      run.progress.log('restore', `${messageOf(error)} Trying again.`, 'warn');
      await delay(betweenTriesMs);
    }
  }
}
