import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { JobView } from '../server/contract/jobs.ts';
import { isUnreachable } from './api.ts';
import type { Context } from './command.ts';
import { type ExitCode, exitOf, Failure, textOf } from './failure.ts';
import { progressLine } from './progress.ts';

/** A start that is sent again (a cut connection) gives the same job. */
export const newKey = (): string => randomUUID();

/**
 * Waits until a job has ended, showing its progress. The dashboard may restart meanwhile: the job is kept by it.
 * Ctrl-C leaves the job running and says so.
 */
export async function waitForJob(context: Context, jobId: string): Promise<JobView> {
  const interrupted = () => {
    context.say(`The job ${jobId} goes on. Look with “holdfast jobs”; stop it with “holdfast cancel ${jobId}”.`);
    process.exit(interruptedExit);
  };
  process.once('SIGINT', interrupted);
  try {
    return await pollUntilEnded(context, jobId);
  } finally {
    process.off('SIGINT', interrupted);
    context.progress('');
  }
}

/** What a shell reports of a program that Ctrl-C ended. */
const interruptedExit = 130;
const pollMs = 500;
/** A restart of the dashboard takes seconds, one of the machine it stands on a minute or two. */
const patienceMs = 180_000;

async function pollUntilEnded(context: Context, jobId: string): Promise<JobView> {
  let answeredAt = Date.now();
  for (;;) {
    try {
      const job = await context.api().jobs.get.query({ id: jobId });
      answeredAt = Date.now();
      if (job.state !== 'queued' && job.state !== 'running') return job;
      context.progress(progressLine(job));
    } catch (error) {
      if (!isUnreachable(error) || Date.now() - answeredAt > patienceMs) throw error;
      context.progress(`Holdfast does not answer; waiting for it. The job ${jobId} is kept.`);
    }
    await delay(pollMs);
  }
}

/** @throws Failure unless the job succeeded. */
export function refuseUnlessDone(job: JobView): void {
  const exit = exitOfJob(job);
  if (exit !== 0) throw new Failure(exit, explain(job));
}

function exitOfJob(job: JobView): 0 | ExitCode {
  if (job.state === 'succeeded') return 0;
  const exit = job.error ? exitOf(job.error) : 1;
  // A restore that was begun and rolled back has failed, whatever it was that stopped it; only a refusal is one.
  return job.side === 'old' && exit !== 3 ? 1 : exit;
}

function explain(job: JobView): string {
  if (job.error) return textOf(job.error);
  if (job.state === 'cancelled') return `The job ${job.id} was cancelled.`;
  return `The job ${job.id} ended as “${job.state}”. Its page tells more.`;
}
