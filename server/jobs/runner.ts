import { cancelWishes, type Database, findJob, stagesOf, takeNextJob } from '../store/index.ts';
import { cancelOffer } from './cancel-offer.ts';
import type { Handlers } from './handlers.ts';
import { pause } from './pause.ts';
import { recoverInterrupted } from './recover.ts';
import { type JobLog, runJob } from './run-job.ts';

export type RunnerOptions = {
  log: JobLog;
  /** Jobs that run beside each other at most. */
  concurrency?: number;
  pollMs?: number;
  /** Between two tries to decide jobs that a crash left undecided. */
  retryMs?: number;
};

export type Runner = {
  /** Takes no further job and waits for the ones that run. */
  stop(): Promise<void>;
};

/**
 * Takes jobs from the queue and runs them. Pages put jobs in and ask for cancels through the database: it is polled,
 * since they live in another bundle, perhaps in another process.
 */
export function startRunner(db: Database, handlers: Handlers, options: RunnerOptions): Runner {
  const { log, concurrency = 4, pollMs = 250, retryMs = 15_000 } = options;
  const running = new Map<string, { abort: AbortController; done: Promise<void> }>();
  const stopping = new AbortController();

  const startWhatMayRun = async () => {
    while (running.size < concurrency && !stopping.signal.aborted) {
      const job = await takeNextJob(db, new Date());
      if (!job) return;
      const abort = new AbortController();
      const done = runJob(db, job, handlers[job.kind], abort.signal, log)
        .catch((error) => log.error({ err: error, job: job.id }, 'job could not be ended'))
        .finally(() => running.delete(job.id));
      running.set(job.id, { abort, done });
    }
  };
  const passOnCancels = async () => {
    for (const id of await cancelWishes(db)) {
      const one = running.get(id);
      if (one && !one.abort.signal.aborted && (await stageAllowsCancel(db, id))) one.abort.abort();
    }
  };
  let retriedAt = Date.now();
  const decideInterrupted = async () => {
    if (Date.now() - retriedAt < retryMs) return;
    await recoverInterrupted(db, handlers, log);
    retriedAt = Date.now();
  };
  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        await decideInterrupted();
        await passOnCancels();
        await startWhatMayRun();
      } catch (error) {
        log.error({ err: error }, 'the queue could not be read');
      }
      await pause(pollMs, stopping.signal);
    }
  };

  const looping = loop();
  return {
    async stop() {
      stopping.abort();
      await looping;
      await Promise.all([...running.values()].map((one) => one.done));
    },
  };
}

/** Asked again when the wish is passed on: the stage may have moved on since. */
async function stageAllowsCancel(db: Database, id: string): Promise<boolean> {
  const job = await findJob(db, id);
  return job !== null && cancelOffer(job, await stagesOf(db, id)).cancel !== null;
}
