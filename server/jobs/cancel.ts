import { fail } from '../errors/error.ts';
import { type Database, getJob, requestCancel, stagesOf } from '../store/index.ts';
import { type CancelOffer, cancelOffer } from './cancel-offer.ts';

/**
 * Asks for the end of a job. One that waits is taken out at once; a running one is told by the runner, where its
 * stage allows it.
 * @returns what cancelling does, in words
 * @throws `jobs.cannot-cancel` with the reason when its stage doesn't allow it, or it has ended
 */
export async function cancelJob(db: Database, id: string): Promise<string> {
  const job = await getJob(db, id);
  const offer: CancelOffer = cancelOffer(job, await stagesOf(db, id));
  if (offer.cancel === null) throw fail('jobs.cannot-cancel', { reason: offer.locked });
  await requestCancel(db, job.id, new Date());
  return offer.cancel;
}
