import { archiveIdSchema } from '../archive/ids.ts';
import { type ErrorReport, fail, reportOf } from '../errors/error.ts';
import { type Database, finishJob, type JobEnd, planStages, type StoredJob } from '../store/index.ts';
import type { JobHandler, JobOutcome } from './contract.ts';
import { recorder } from './recorder.ts';
import { withoutSecrets } from './redact.ts';

export type JobLog = {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
};

/** Runs one job to its end and stores how it ended. Never throws. */
export async function runJob(
  db: Database,
  job: StoredJob,
  handler: JobHandler | undefined,
  signal: AbortSignal,
  log: JobLog,
): Promise<void> {
  const progress = recorder(db, job.id, (error) =>
    log.error({ err: error, job: job.id }, 'progress could not be written'),
  );
  log.info({ job: job.id, kind: job.kind, project: job.project }, 'job started');
  const end = await endOf(async () => {
    if (!handler) throw fail('jobs.unknown-kind', { kind: job.kind });
    await planStages(db, job.id, handler.stages);
    return handler.run({ job, signal, progress });
  }, signal);
  if (end.error) progress.log('holdfast', `${end.error.title} ${end.error.cause}`, 'error');
  await progress.end(end.state === 'succeeded' ? 'done' : 'failed');
  await finishJob(db, job.id, end, new Date());
  log.info({ job: job.id, kind: job.kind, state: end.state, code: end.error?.code }, 'job ended');
}

async function endOf(work: () => Promise<JobOutcome>, signal: AbortSignal): Promise<JobEnd> {
  try {
    const outcome = await work();
    return { state: outcome.state ?? 'succeeded', error: outcome.error ?? null, ...outcomeColumns(outcome) };
  } catch (error) {
    if (signal.aborted && isAbort(error)) return { state: 'cancelled' };
    return { state: 'failed', error: safeReport(error) };
  }
}

/** What of an outcome is stored where. The archive a job made or took in is named by `archiveId` or `id` of its result. */
export function outcomeColumns(outcome: JobOutcome): Omit<JobEnd, 'state'> {
  return {
    result: withoutSecrets(outcome.result),
    side: outcome.side ?? null,
    error: outcome.error ?? null,
    archiveId: archiveIdIn(outcome.result),
  };
}

function archiveIdIn(result: unknown): string | null {
  if (typeof result !== 'object' || result === null) return null;
  const named = 'archiveId' in result ? result.archiveId : 'id' in result ? result.id : null;
  return archiveIdSchema.safeParse(named).data ?? null;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || isAbort(error.cause));
}

function safeReport(error: unknown): ErrorReport {
  return withoutSecrets(reportOf(error)) as ErrorReport;
}
