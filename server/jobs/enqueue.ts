import type { JobId } from '../archive/ids.ts';
import { type Database, insertJob, type NewJob } from '../store/index.ts';
import { withoutSecrets } from './redact.ts';

/**
 * Puts a job in the queue; the runner takes it when its turn comes. The same `idempotencyKey` gives the same job.
 * @throws `jobs.key-taken` when the key belongs to a job of another kind or project
 */
export async function enqueue(db: Database, job: NewJob): Promise<JobId> {
  return insertJob(db, { ...job, args: withoutSecrets(job.args) }, new Date());
}
