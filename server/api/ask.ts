import type { Actor } from '../auth/index.ts';
import { enqueue } from '../jobs/index.ts';
import type { NewJob } from '../store/index.ts';
import type { App } from './app.ts';

/** Puts a job in the queue for somebody. A key belongs to who uses it: nobody meets another's job by guessing one. */
export async function ask(
  { deps }: App,
  actor: Actor,
  job: Omit<NewJob, 'createdBy'>,
): Promise<{ jobId: Awaited<ReturnType<typeof enqueue>> }> {
  const { idempotencyKey, ...rest } = job;
  const key = idempotencyKey === undefined ? {} : { idempotencyKey: `${actor.id}:${idempotencyKey}` };
  return { jobId: await enqueue(deps.db, { ...rest, ...key, createdBy: actor.name }) };
}
