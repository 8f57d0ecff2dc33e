import type pg from 'pg';
import type { JobId } from '../archive/ids.ts';

/** Waits for the job's lock, of this session or of the transaction it is in. Locks belong to a database: always ask from the same one. */
export async function takeJobLock(client: pg.ClientBase, job: JobId, until: 'session' | 'transaction'): Promise<void> {
  const lock = until === 'session' ? 'pg_advisory_lock' : 'pg_advisory_xact_lock';
  await client.query(`SELECT ${lock}(hashtextextended('holdfast ' || $1, 0))`, [job]);
}

/** Takes the job's lock in this session, so that a commit of a dead controller can't still come. Waits for it. */
export function holdJobLock(client: pg.ClientBase, job: JobId): Promise<void> {
  return takeJobLock(client, job, 'session');
}
