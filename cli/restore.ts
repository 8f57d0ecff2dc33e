import type { RestoreResult } from '../server/contract/documents.ts';
import { reportIn } from './api.ts';
import type { Context } from './command.ts';
import { restoreDocument } from './documents.ts';
import { refuseUnlessDone, waitForJob } from './job.ts';

/** Waits for a restore or undo, prints its result, rolled back or not, and ends with its exit code. */
export async function finishRestore(context: Context, jobId: string): Promise<void> {
  const job = await waitForJob(context, jobId);
  context.print(restoreDocument(job, await reportOf(context, jobId)));
  refuseUnlessDone(job);
}

/** Absent for a job that was refused before it began. */
async function reportOf(context: Context, jobId: string): Promise<RestoreResult | undefined> {
  try {
    return await context.api().restores.report.query({ jobId });
  } catch (error) {
    if (reportIn(error)) return undefined;
    throw error;
  }
}
