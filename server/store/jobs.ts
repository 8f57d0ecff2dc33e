import { type ArchiveId, type JobId, newJobId } from '../archive/ids.ts';
import { type ErrorReport, fail } from '../errors/error.ts';
import { changesInstallation, type JobKind, type JobRecord, type JobState } from '../jobs/contract.ts';
import type { Database } from './database.ts';
import { read, write } from './json.ts';
import type { JobsTable } from './tables.ts';

/** A job as it is stored: what a handler sees of it, and what only views need. */
export type StoredJob = JobRecord & {
  /** One sentence: what it is about. */
  subject: string;
  archiveId: ArchiveId | null;
  /** What recovery found and did; null when no crash interrupted it. */
  recovered: string | null;
  revision: number;
};

export type NewJob = {
  kind: JobKind;
  project: string;
  /** Read again by the kind's handler. Never holds secrets. */
  args: unknown;
  /** One sentence, for example "Back up connectware". */
  subject: string;
  archiveId?: ArchiveId;
  createdBy: string;
  /** The same key gives the same job, however often it is asked for. */
  idempotencyKey?: string;
};

/** Puts a job at the end of the queue. @returns its id, or that of the job that was made with the same key */
export async function insertJob(db: Database, job: NewJob, at: Date): Promise<JobId> {
  const id = newJobId();
  await db
    .insertInto('jobs')
    .values({
      id,
      kind: job.kind,
      project: job.project,
      subject: job.subject,
      archive_id: job.archiveId ?? null,
      state: 'queued',
      args: write(job.args),
      result: write(null),
      error: null,
      side: null,
      recovered: null,
      created_by: job.createdBy,
      created_at: at.toISOString(),
      started_at: null,
      finished_at: null,
      cancel_requested: 0,
      idempotency_key: job.idempotencyKey ?? null,
    })
    .onConflict((conflict) => conflict.column('idempotency_key').doNothing())
    .execute();
  if (job.idempotencyKey === undefined) return id;
  const kept = await db
    .selectFrom('jobs')
    .select(['id', 'kind', 'project'])
    .where('idempotency_key', '=', job.idempotencyKey)
    .executeTakeFirstOrThrow();
  if (kept.kind !== job.kind || kept.project !== job.project) throw fail('jobs.key-taken', { kind: kept.kind });
  return kept.id as JobId;
}

export async function findJob(db: Database, id: string): Promise<StoredJob | null> {
  const row = await db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? jobOf(row) : null;
}

/** @throws `store.unknown` */
export async function getJob(db: Database, id: string): Promise<StoredJob> {
  const job = await findJob(db, id);
  if (!job) throw fail('store.unknown', { what: 'job', id });
  return job;
}

export type JobFilter = {
  project?: string;
  kind?: JobKind;
  archiveId?: ArchiveId;
  states?: JobState[];
  /** Id of the last job of the page before. */
  cursor?: string;
  limit?: number;
};

/** Newest first. */
export async function listJobs(db: Database, filter: JobFilter = {}): Promise<StoredJob[]> {
  let query = db.selectFrom('jobs').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc');
  if (filter.project) query = query.where('project', '=', filter.project);
  if (filter.kind) query = query.where('kind', '=', filter.kind);
  if (filter.archiveId) query = query.where('archive_id', '=', filter.archiveId);
  if (filter.states) query = query.where('state', 'in', filter.states);
  if (filter.cursor) {
    const last = await getJob(db, filter.cursor);
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('created_at', 'id'), '<', tuple(last.createdAt, last.id as string)),
    );
  }
  const rows = await query.limit(filter.limit ?? 100).execute();
  return rows.map(jobOf);
}

/**
 * Takes the oldest queued job that may run now and marks it running, in one transaction. One job that changes an
 * installation runs at a time; an `interrupted` one counts, since nobody knows yet what holds there.
 */
export async function takeNextJob(db: Database, at: Date): Promise<StoredJob | null> {
  return db.transaction().execute(async (step) => {
    const busy = await step
      .selectFrom('jobs')
      .select('project')
      .where('state', 'in', ['running', 'interrupted'])
      .where('kind', 'in', [...changesInstallation])
      .execute();
    const held = new Set(busy.map((row) => row.project));
    const waiting = await step
      .selectFrom('jobs')
      .selectAll()
      .where('state', '=', 'queued')
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    const next = waiting.find((row) => !(changesInstallation.has(row.kind as JobKind) && held.has(row.project)));
    if (!next) return null;
    const started = { state: 'running', started_at: at.toISOString(), revision: next.revision + 1 };
    await step.updateTable('jobs').set(started).where('id', '=', next.id).execute();
    return jobOf({ ...next, ...started });
  });
}

export type JobEnd = {
  state: JobState;
  result?: unknown;
  error?: ErrorReport | null;
  side?: 'old' | 'new' | null;
  archiveId?: string | null;
  recovered?: string | null;
};

/** Writes how a job ended (or that recovery could not decide yet: `interrupted`). */
export async function finishJob(db: Database, id: JobId, end: JobEnd, at: Date): Promise<void> {
  await db
    .updateTable('jobs')
    .set((eb) => ({
      state: end.state,
      result: write(end.result),
      error: end.error ? write(end.error) : null,
      side: end.side ?? null,
      finished_at: end.state === 'interrupted' ? null : at.toISOString(),
      revision: eb('revision', '+', 1),
      ...(end.archiveId ? { archive_id: end.archiveId } : {}),
      ...(end.recovered ? { recovered: end.recovered } : {}),
    }))
    .where('id', '=', id)
    .execute();
}

/** Notes the wish to cancel a running job; one that still waits is cancelled at once. */
export async function requestCancel(db: Database, id: JobId, at: Date): Promise<void> {
  await db.transaction().execute(async (step) => {
    await step
      .updateTable('jobs')
      .set((eb) => ({
        state: 'cancelled',
        finished_at: at.toISOString(),
        cancel_requested: 1,
        revision: eb('revision', '+', 1),
      }))
      .where('id', '=', id)
      .where('state', '=', 'queued')
      .execute();
    await step
      .updateTable('jobs')
      .set((eb) => ({ cancel_requested: 1, revision: eb('revision', '+', 1) }))
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute();
  });
}

/** Ids of running jobs that somebody wants cancelled. */
export async function cancelWishes(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom('jobs')
    .select('id')
    .where('state', '=', 'running')
    .where('cancel_requested', '=', 1)
    .execute();
  return rows.map((row) => row.id);
}

function jobOf(row: Omit<JobsTable, 'revision'> & { revision: number }): StoredJob {
  return {
    id: row.id as JobId,
    kind: row.kind as JobKind,
    project: row.project,
    subject: row.subject,
    archiveId: row.archive_id as ArchiveId | null,
    state: row.state as JobState,
    args: read(row.args),
    result: read(row.result),
    error: row.error === null ? null : read<ErrorReport>(row.error),
    side: row.side as 'old' | 'new' | null,
    recovered: row.recovered,
    createdBy: row.created_by,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    cancelRequested: row.cancel_requested === 1,
    revision: row.revision,
  };
}
