import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveId, JobId } from '../../../archive/ids.ts';
import type { JobHandler } from '../../../jobs/contract.ts';
import type { Shop } from '../../backup/testing/shop.ts';
import { restoreHandler, undoHandler } from '../index.ts';
import type { Moment } from './moments.ts';
import { takenJob } from './run-job.ts';
import { restoreInto, textsIn } from './shop.ts';

/** Makes the shop's files and rows say a word. */
export async function writePair(shop: Shop, word: string): Promise<void> {
  await writeFile(join(shop.files('data'), 'order'), word);
  await writeFile(join(shop.files('media'), 'picture'), word);
  await shop.sql(`delete from orders; insert into orders (what) values ('${word}')`);
}

/** What web, worker and the database say: one word when they agree. */
export async function pairOf(shop: Shop): Promise<string> {
  const seen = [await textsIn(shop, 'web', '/data'), await textsIn(shop, 'web', '/media')];
  seen.push(await textsIn(shop, 'worker', '/data'), await shop.sql('select what from orders'));
  return [...new Set(seen.map((each) => each.replace(/^.*=/, '')))].join(' and ');
}

/** A job that was taken and not begun, and what the pair says on either side of its swap. */
export type Turn = { job: JobId; handler: JobHandler; sides: { old: string; new: string } };

/** Makes the shop say `now`, then takes a restore of an archive that says `archived`, or the undo of one that was run. */
export async function takeTurn(
  shop: Shop,
  kind: Moment['kind'],
  { id, archived, now }: { id: ArchiveId; archived: string; now: string },
): Promise<Turn> {
  const { deps, project } = shop;
  await writePair(shop, now);
  if (kind === 'restore') {
    const job = await takenJob(deps.db, kind, project, { id, project, safetyBackup: false, acceptForeign: true });
    return { job, handler: restoreHandler(deps), sides: { old: now, new: archived } };
  }
  const { job: jobId } = await restoreInto(shop, id);
  const job = await takenJob(deps.db, kind, project, { jobId, project, safetyBackup: false });
  return { job, handler: undoHandler(deps), sides: { old: archived, new: now } };
}
