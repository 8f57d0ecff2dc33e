import { z } from 'zod';
import { fail, reportOf } from '../../errors/error.ts';
import type { JobContext, JobHandler } from '../../jobs/contract.ts';
import { appendJournal, type JournalStep, journalOf } from '../../store/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { installationOf } from '../installation-of.ts';
import { abandon } from './abandon.ts';
import { alsoWhatRan } from './live/what-ran.ts';
import { liveWorld } from './live/world.ts';
import { finishNew, finishOld } from './report/finish.ts';
import { type ReportSeed, reportSeedSchema } from './report/seed.ts';
import type { RestoreHooks } from './safety-backup.ts';
import { type Conclusion, conclude } from './swap/conclude.ts';
import { type Intent, intentSchema } from './swap/intent.ts';
import { failureIn } from './undecided.ts';

type Recovery = ReturnType<JobHandler['recover']>;

/**
 * Ends a restore or an undo whose process died, from the journal and the installation alone. May die itself and be called again.
 * @throws what keeps it from deciding (Docker or the database can't be reached, an impossible picture): the job stays
 * `interrupted` and is looked at again at the next start
 */
export async function recover(deps: EngineDeps, hooks: RestoreHooks, { job, progress }: JobContext): Recovery {
  const resumed = await hooks.releaseHeld(job.id);
  if (resumed.length > 0)
    progress.log('recovery', `${resumed.length} services were held by the safety backup and run again`, 'warn');
  const steps = await journalOf(deps.db, job.id);
  const written = writtenIn(steps);
  const error = failureIn(steps) ?? reportOf(fail(job.kind === 'undo' ? 'undo.rolled-back' : 'restore.rolled-back'));
  if (!written) {
    await abandon(deps, job.id, progress);
    return { state: 'failed', outcome: { result: null, side: 'old' }, error };
  }
  const { side, failures } = await sideAfter(deps, job.id, written.intent, steps, progress);
  const known = { job: job.id, ...written, failures, progress };
  if (side === 'old') return { state: 'failed', outcome: await finishOld(deps, { ...known, error }), error };
  const committedAt = committedAtIn(steps) ?? deps.clock().toISOString();
  return { state: 'succeeded', outcome: await finishNew(deps, { ...known, committedAt, downtimeMs: null }) };
}

function writtenIn(steps: JournalStep[]): { intent: Intent; seed: ReportSeed } | null {
  const intent = steps.find(({ step }) => step === 'intent');
  const seed = steps.find(({ step }) => step === 'report');
  return intent && seed ? { intent: intentSchema.parse(intent.data), seed: reportSeedSchema.parse(seed.data) } : null;
}

const failuresSchema = z.array(z.object({ service: z.string(), why: z.string() }));

/** A restore that had started its services already is not swapped again: only its report is missing. */
async function sideAfter(
  deps: EngineDeps,
  job: JobContext['job']['id'],
  intent: Intent,
  steps: JournalStep[],
  progress: JobContext['progress'],
): Promise<Conclusion> {
  const started = steps.find(({ step }) => step === 'started');
  if (started)
    return alsoWhatRan(deps, intent, progress, { side: 'new', failures: failuresSchema.parse(started.data) });
  const installation = await installationOf(deps, intent.project);
  const folder = await deps.store.prepare(job);
  await using world = liveWorld(deps, { intent, server: installation.server, folder, progress });
  const concluded = await alsoWhatRan(deps, intent, progress, await conclude(world, intent));
  if (concluded.side === 'new') await appendJournal(deps.db, job, 'started', concluded.failures);
  return concluded;
}

/** When the new side was committed: the journal has the instant before and, mostly, the one after. */
function committedAtIn(steps: JournalStep[]): string | null {
  const step = steps.find((each) => each.step === 'place') ?? steps.find((each) => each.step === 'commit');
  return step?.at ?? null;
}
