import type { ArchiveId, JobId } from '../archive/ids.ts';
import type { RestoreReport } from '../contract/restores.ts';
import { fail } from '../errors/error.ts';
import type { Database } from './database.ts';
import { read, write } from './json.ts';
import type { RestoresTable } from './tables.ts';

/** What a restore leaves behind for later: its report, the kept side, and what each service must have done since. */
export type RestoreRecord = {
  jobId: JobId;
  project: string;
  archiveId: ArchiveId;
  committedAt: string | null;
  undoUntil: string | null;
  /** With the steps as people ticked them. */
  report: RestoreReport;
  /** The old side, in the restore engine's own shape; null when there is none, or none any more. */
  kept: unknown;
  /** When each service's container had started, as the restore saw it. */
  services: { service: string; container: string; startedAt: string | null }[];
  createdAt: string;
};

/** Adds the record of a restore or replaces it wholly. */
export async function saveRestore(db: Database, record: Omit<RestoreRecord, 'createdAt'>): Promise<void> {
  const values = {
    project: record.project,
    archive_id: record.archiveId,
    committed_at: record.committedAt,
    undo_until: record.undoUntil,
    report: write(record.report),
    kept: record.kept === null || record.kept === undefined ? null : write(record.kept),
    services: write(record.services),
  };
  await db
    .insertInto('restores')
    .values({ job_id: record.jobId, ...values, created_at: new Date().toISOString() })
    .onConflict((conflict) => conflict.column('job_id').doUpdateSet(values))
    .execute();
}

/** @throws `store.unknown` */
export async function getRestore(db: Database, jobId: string): Promise<RestoreRecord> {
  const row = await db.selectFrom('restores').selectAll().where('job_id', '=', jobId).executeTakeFirst();
  if (!row) throw fail('store.unknown', { what: 'restore', id: jobId });
  return restoreOf(row);
}

/** Newest first. */
export async function listRestores(db: Database, project?: string): Promise<RestoreRecord[]> {
  let query = db.selectFrom('restores').selectAll().orderBy('created_at', 'desc').orderBy('job_id');
  if (project) query = query.where('project', '=', project);
  return (await query.execute()).map(restoreOf);
}

/** Ticks a step of a restore's status message, or takes the tick back. @throws `store.unknown` */
export async function tickStep(db: Database, jobId: string, stepId: string, done: boolean): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const record = await getRestore(tx, jobId);
    if (!record.report.steps.some((step) => step.id === stepId))
      throw fail('store.unknown', { what: 'step', id: stepId });
    const steps = record.report.steps.map((step) => (step.id === stepId ? { ...step, done } : step));
    await tx
      .updateTable('restores')
      .set({ report: write({ ...record.report, steps }) })
      .where('job_id', '=', jobId)
      .execute();
  });
}

function restoreOf(row: RestoresTable): RestoreRecord {
  return {
    jobId: row.job_id as JobId,
    project: row.project,
    archiveId: row.archive_id as ArchiveId,
    committedAt: row.committed_at,
    undoUntil: row.undo_until,
    report: read(row.report),
    kept: row.kept === null ? null : read(row.kept),
    services: read(row.services),
    createdAt: row.created_at,
  };
}
