import { type JobId, newJobId } from '../archive/ids.ts';
import type { EngineDeps } from './dependencies.ts';

/**
 * Lends an id, for the names of helpers, and a folder in the store, for the link's socket, to a look that no job is made
 * of. The folder is gone afterwards.
 */
export async function withNamelessFolder<T>(
  { store }: Pick<EngineDeps, 'store'>,
  work: (place: { job: JobId; folder: string }) => Promise<T>,
): Promise<T> {
  const job = newJobId();
  const folder = await store.prepare(job);
  try {
    return await work({ job, folder });
  } finally {
    await store.discard(job);
  }
}
