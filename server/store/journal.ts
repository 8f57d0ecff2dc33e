import type { JobId } from '../archive/ids.ts';
import { fail } from '../errors/error.ts';
import type { JobKind } from '../jobs/contract.ts';
import type { Database } from './database.ts';
import { read, write } from './json.ts';

/** A step that changes the installation, written before it is done. */
export type JournalStep = {
  seq: number;
  at: string;
  step: string;
  /** Read again by the engine that wrote it. What a rollback needs, hashes of passwords of roles too: never shown or logged. */
  data: unknown;
};

export type Journal = { jobId: JobId; kind: JobKind; project: string; openedAt: string; steps: JournalStep[] };

/**
 * Writes a step of a job's journal ahead of doing it; it is on the disk when this returns. Opens the journal at the
 * first step.
 * @throws `jobs.journal-closed`
 */
export async function appendJournal(db: Database, jobId: JobId, step: string, data: unknown = null): Promise<void> {
  const at = new Date().toISOString();
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('journals')
      .values({ job_id: jobId, opened_at: at, closed_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { closed_at } = await tx
      .selectFrom('journals')
      .select('closed_at')
      .where('job_id', '=', jobId)
      .executeTakeFirstOrThrow();
    if (closed_at) throw fail('jobs.journal-closed', { id: jobId });
    await tx
      .insertInto('journal_steps')
      .values({ job_id: jobId, at, step, data: write(data) })
      .execute();
  });
}

/** Says that nothing of the job is held or half done any more. Closing twice does no harm. */
export async function closeJournal(db: Database, jobId: JobId): Promise<void> {
  await db
    .updateTable('journals')
    .set({ closed_at: new Date().toISOString() })
    .where('job_id', '=', jobId)
    .where('closed_at', 'is', null)
    .execute();
}

/** Steps of a job in the order they were written; empty when it has no journal. */
export async function journalOf(db: Database, jobId: string): Promise<JournalStep[]> {
  const rows = await db
    .selectFrom('journal_steps')
    .select(['seq', 'at', 'step', 'data'])
    .where('job_id', '=', jobId)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({ ...row, data: read(row.data) }));
}

/** Journals that nobody closed: at start, what a crash may have left held or half done. Oldest first. */
export async function openJournals(db: Database): Promise<Journal[]> {
  const rows = await db
    .selectFrom('journals')
    .innerJoin('jobs', 'jobs.id', 'journals.job_id')
    .select(['journals.job_id', 'journals.opened_at', 'jobs.kind', 'jobs.project'])
    .where('journals.closed_at', 'is', null)
    .orderBy('journals.opened_at')
    .execute();
  return Promise.all(
    rows.map(async (row) => ({
      jobId: row.job_id as JobId,
      kind: row.kind as JobKind,
      project: row.project,
      openedAt: row.opened_at,
      steps: await journalOf(db, row.job_id),
    })),
  );
}
