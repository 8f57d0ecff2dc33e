import type { JobId } from '../archive/ids.ts';
import type { Database } from './database.ts';

/** Says that a restore ended sessions: every open page shows it. */
export type SessionNotice = { project: string; jobId: JobId; at: string; message: string };

/** Adds a notice; a second one of the same job changes nothing. */
export async function addSessionNotice(db: Database, notice: SessionNotice): Promise<void> {
  await db
    .insertInto('session_notices')
    .values({ project: notice.project, job_id: notice.jobId, at: notice.at, message: notice.message })
    .onConflict((conflict) => conflict.column('job_id').doNothing())
    .execute();
}

export async function newestSessionNotice(db: Database): Promise<SessionNotice | null> {
  const row = await db.selectFrom('session_notices').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row ? { project: row.project, jobId: row.job_id as JobId, at: row.at, message: row.message } : null;
}
