import type { JobView } from '../contract/jobs.ts';
import { type Database, getJob } from '../store/index.ts';
import { pause } from './pause.ts';
import { jobView } from './view.ts';

const pollMs = 250;

/**
 * The job now and again at each change, until it has ended. Only looks: whoever watches twice starts nothing twice.
 * @throws `store.unknown`
 */
export async function* watchJob(db: Database, id: string, signal: AbortSignal): AsyncGenerator<JobView> {
  let seen = -1;
  while (!signal.aborted) {
    const job = await getJob(db, id);
    if (job.revision !== seen) {
      seen = job.revision;
      yield await jobView(db, job);
    }
    if (job.finishedAt !== null) return;
    await pause(pollMs, signal);
  }
}
