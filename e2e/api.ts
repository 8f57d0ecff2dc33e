import { type ApiClient, clientFor } from '../demo/dashboard/account.ts';
import type { Dashboard } from '../demo/world.ts';
import type { JobView } from '../server/contract/jobs.ts';

export type Api = ApiClient;

/** The dashboard's API as an administrator's token sees it. */
export function apiOf(dashboard: Dashboard, token = dashboard.token): Api {
  return clientFor(dashboard.url, token);
}

const ended = new Set(['succeeded', 'failed', 'cancelled', 'interrupted']);

/** How long a job may take; less than a test has, so that it is said where a job stands that takes longer. */
const limitMs = 150_000;

/** Waits until a job has ended; a dashboard that is down for the moment is asked again. */
export async function ending(api: Api, id: string): Promise<JobView> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const job = await api.jobs.get.query({ id }).catch((error: Error) => {
      if (isConnection(error)) return null;
      throw error;
    });
    if (job && ended.has(job.state)) return job;
    if (Date.now() > deadline) throw new Error(`Job ${id} has not ended: ${JSON.stringify(job?.stages ?? null)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function isConnection(error: Error): boolean {
  return /fetch failed|ECONNREFUSED|ECONNRESET|socket/.test(`${error.message} ${String(error.cause)}`);
}

/** Backs up and answers the archive's id. */
export async function backUp(api: Api, project: string): Promise<string> {
  const { jobId } = await api.backups.start.mutate({ project });
  const job = await ending(api, jobId);
  if (job.state !== 'succeeded' || !job.archiveId) throw new Error(`backup ${job.state}: ${job.error?.title}`);
  return job.archiveId;
}
