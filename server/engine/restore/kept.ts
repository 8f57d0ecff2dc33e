import { z } from 'zod';
import type { JobId } from '../../archive/ids.ts';
import { fail } from '../../errors/error.ts';
import type { Progress } from '../../jobs/contract.ts';
import { databaseOid, dropDatabase } from '../../postgres/index.ts';
import { getRestore, listRestores, type RestoreRecord, saveRestore } from '../../store/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { installationOf } from '../installation-of.ts';
import { removeMadeVolume } from './live/clear-staging.ts';
import { type Reach, reach } from './live/reach.ts';
import { isStillThere } from './live/still-there.ts';
import { keptFolder, listFile } from './names.ts';
import { databaseMarksSchema } from './report/seed.ts';
import { type Intent, intentSchema, type SwapVolume } from './swap/intent.ts';

/** The old side of a restore, with all that one more swap would need to go back to it. */
export const keptSchema = z.object({
  intent: intentSchema,
  /** At the swap: of the product, and of the server. */
  liveVersion: z.string().nullable(),
  serverMajor: z.number(),
  bytes: z.number(),
  /** What the new databases' tables had seen at the swap. */
  rowMarks: z.array(databaseMarksSchema).default([]),
});
export type Kept = z.infer<typeof keptSchema>;

type Work = { job: JobId; progress: Progress; signal: AbortSignal };

/**
 * Removes the old side that a restore kept: folders and databases that are still the ones of its intent. May be
 * interrupted and called again.
 * @throws `restore.nothing-kept`
 */
export async function clearKept(deps: EngineDeps, restoreJob: string, work: Work): Promise<{ freedBytes: number }> {
  const record = await getRestore(deps.db, restoreJob);
  if (record.kept === null) throw fail('restore.nothing-kept', { job: restoreJob });
  const kept = keptSchema.parse(record.kept);
  const { intent } = kept;
  const installation = await installationOf(deps, record.project);
  const folder = await deps.store.prepare(work.job);
  let made: SwapVolume[] = [];
  try {
    await using reached = await reach(deps, {
      job: work.job,
      server: intent.databases.length > 0 ? installation.server : null,
      folder,
      volumes: await stillThere(deps, intent),
      databases: intent.databases.map(({ live }) => live),
      progress: work.progress,
      priority: 'low',
    });
    await dropKeptDatabases(reached, intent);
    for (const volume of await stillThere(deps, intent)) {
      work.signal.throwIfAborted();
      await removeKeptFolder(reached, intent, volume, work.progress);
    }
    made = await emptyOnes(reached, intent, await stillThere(deps, intent));
  } finally {
    await deps.store.discard(work.job);
  }
  for (const { name } of made) await removeMadeVolume(deps, name);
  await saveRestore(deps.db, {
    ...record,
    kept: null,
    undoUntil: null,
    report: { ...record.report, kept: null, undoUntil: null },
  });
  return { freedBytes: kept.bytes };
}

/** A new restore ends the older ones' kept sides: only the newest swap can be gone back on. */
export async function clearOlderKept(deps: EngineDeps, project: string, work: Work): Promise<void> {
  for (const { jobId } of await olderKept(deps, project, work.job)) {
    work.progress.log('restore', `The kept side of restore ${jobId} ends with this one.`);
    await clearKept(deps, jobId, work);
  }
}

/** Kept sides whose date has passed, or that a later swap has ended and that could not be cleared then. */
export async function keptToClear(deps: Pick<EngineDeps, 'db'>, now: Date): Promise<RestoreRecord[]> {
  const swaps = (await listRestores(deps.db)).filter(({ committedAt }) => committedAt !== null);
  const newest = new Map(swaps.toReversed().map((record) => [record.project, record.jobId]));
  return swaps.filter(
    ({ kept, jobId, project, undoUntil }) =>
      kept !== null && (newest.get(project) !== jobId || undoUntil === null || Date.parse(undoUntil) <= now.getTime()),
  );
}

/** Restores of a project whose old side is still kept, `except` aside; newest first. */
export async function olderKept(
  deps: Pick<EngineDeps, 'db'>,
  project: string,
  except?: JobId,
): Promise<RestoreRecord[]> {
  const records = await listRestores(deps.db, project);
  return records.filter(({ kept, jobId }) => kept !== null && jobId !== except);
}

async function dropKeptDatabases(reached: Reach, intent: Intent): Promise<void> {
  for (const { kept, oldOid } of intent.databases) {
    if (oldOid !== null && (await databaseOid(reached.admin, kept)) === oldOid) await dropDatabase(reached.admin, kept);
  }
}

/** A kept folder whose volume has no `_data` may be all there is of it: it is left. */
async function removeKeptFolder(reached: Reach, intent: Intent, volume: SwapVolume, progress: Progress): Promise<void> {
  const { live } = volume;
  const name = keptFolder(intent.job, volume);
  const { inodes } = await reached.swap.order('swap.look', { volume: volume.name, names: [live, name], live });
  const [data, kept] = inodes;
  await reached.swap.order('swap.remove', { volume: volume.name, name: listFile(intent.job, volume) });
  if (!kept) return;
  if (!data) {
    progress.log(volume.key, 'The volume has no live folder, so its kept one is left.', 'warn');
    return;
  }
  await reached.swap.order('swap.remove', { volume: volume.name, name });
}

/** What a restore had made and its undo left empty goes too: before that restore there was no such volume. */
async function emptyOnes({ swap }: Reach, intent: Intent, volumes: SwapVolume[]): Promise<SwapVolume[]> {
  if (!intent.undoes) return [];
  const empty: SwapVolume[] = [];
  for (const volume of volumes.filter(({ made }) => made)) {
    const { entries } = await swap.order('tree.measure', { root: `/v/${volume.name}/${volume.live}` });
    if (entries === 1) empty.push(volume);
  }
  return empty;
}

async function stillThere(deps: EngineDeps, intent: Intent): Promise<SwapVolume[]> {
  const there: SwapVolume[] = [];
  for (const volume of intent.volumes) if (await isStillThere(deps, volume)) there.push(volume);
  return there;
}
