import { fail, reportOf } from '../errors/error.ts';
import { type Database, finishJob, type JobEnd, listJobs, type StoredJob } from '../store/index.ts';
import type { JobHandler, JobState } from './contract.ts';
import type { Handlers } from './handlers.ts';
import { recorder } from './recorder.ts';
import { type JobLog, outcomeColumns } from './run-job.ts';

/**
 * Ends every job that was running when the process died, before anything else runs: its handler repairs the world and
 * says how it ended. One whose handler can't decide yet stays `interrupted`; the runner asks again now and then.
 */
export async function recoverAtStart(db: Database, handlers: Handlers, log: JobLog): Promise<void> {
  await recoverJobs(db, ['running', 'interrupted'], handlers, log);
}

/** Asks the handlers again about jobs that recovery could not decide. */
export async function recoverInterrupted(db: Database, handlers: Handlers, log: JobLog): Promise<void> {
  await recoverJobs(db, ['interrupted'], handlers, log);
}

async function recoverJobs(db: Database, states: JobState[], handlers: Handlers, log: JobLog): Promise<void> {
  const left = await listJobs(db, { states, limit: 10_000 });
  for (const job of left.reverse()) {
    const end = await recoverJob(db, job, handlers[job.kind], log);
    log.warn({ job: job.id, kind: job.kind, state: end.state, side: end.side }, 'job recovered after a crash');
  }
}

async function recoverJob(db: Database, job: StoredJob, handler: JobHandler | undefined, log: JobLog): Promise<JobEnd> {
  const progress = recorder(db, job.id, (error) =>
    log.error({ err: error, job: job.id }, 'progress could not be written'),
  );
  progress.log('holdfast', 'Holdfast was stopped while this job ran. Recovery looks at what it left.', 'warn');
  const end = await endOf(job, handler, progress);
  progress.log('holdfast', end.recovered ?? '', end.state === 'succeeded' ? 'info' : 'warn');
  await progress.end(end.state === 'succeeded' ? 'done' : 'failed');
  await finishJob(db, job.id, end, new Date());
  return end;
}

async function endOf(
  job: StoredJob,
  handler: JobHandler | undefined,
  progress: ReturnType<typeof recorder>,
): Promise<JobEnd> {
  try {
    if (!handler) throw fail('jobs.unknown-kind', { kind: job.kind });
    const { state, outcome, error } = await handler.recover({ job, signal: new AbortController().signal, progress });
    const end: JobEnd = { ...(outcome ? outcomeColumns(outcome) : {}), state };
    if (error) end.error = error;
    return { ...end, recovered: sentence(end) };
  } catch (error) {
    const report = reportOf(error);
    return { state: 'interrupted', error: report, recovered: `Recovery could not decide yet: ${report.title}` };
  }
}

function sentence(end: JobEnd): string {
  if (end.state === 'interrupted') return 'Holdfast was stopped in the middle; recovery could not decide yet.';
  if (end.state === 'succeeded') return 'Holdfast was stopped in the middle; recovery finished the job.';
  if (end.side === 'old') return 'Holdfast was stopped in the middle; recovery put everything back as it was before.';
  return 'Holdfast was stopped in the middle; recovery cleared away what the job had begun.';
}
