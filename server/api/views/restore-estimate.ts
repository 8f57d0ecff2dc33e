import { type Database, getJob, listRestores } from '../../store/index.ts';
import type { Home } from './home-schema.ts';

/** How long a restore would take, from the last one that was committed; null when there was none to go by. */
export async function restoreEstimate(db: Database, project: string | undefined): Promise<Home['restoreEstimate']> {
  const restores = await listRestores(db, project);
  const last = restores.find((each) => each.report.side === 'new' && each.report.downtimeMs !== null);
  if (!last || last.report.downtimeMs === null) return null;
  const job = await getJob(db, last.jobId);
  if (!job.startedAt || !job.finishedAt) return null;
  return {
    totalMs: Date.parse(job.finishedAt) - Date.parse(job.startedAt),
    downtimeMs: last.report.downtimeMs,
    from: `the restore of ${job.finishedAt.slice(0, 10)}`,
  };
}
