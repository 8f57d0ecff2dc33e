import { type Rehearsal, rehearsalReportSchema } from '../../contract/rehearsals.ts';
import { type Database, type JobFilter, listJobs, type StoredJob } from '../../store/index.ts';

/** The newest rehearsal that fits; null when there was none. */
export async function newestRehearsal(db: Database, filter: Omit<JobFilter, 'kind'>): Promise<Rehearsal | null> {
  const [job] = await listJobs(db, { ...filter, kind: 'rehearse', limit: 1 });
  return job ? rehearsalOf(job) : null;
}

function rehearsalOf({ id, state, finishedAt, result }: StoredJob): Rehearsal {
  return { jobId: id, state, finishedAt, report: rehearsalReportSchema.safeParse(result).data ?? null };
}
