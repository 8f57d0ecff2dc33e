import { z } from 'zod';
import { archiveIdSchema } from '../../archive/ids.ts';
import { fail, HoldfastError, reportOf } from '../../errors/error.ts';
import type { JobContext, JobHandler } from '../../jobs/contract.ts';
import { findArchive, forgetArchive, listJobs } from '../../store/index.ts';
import type { EngineDeps } from '../dependencies.ts';

/*
 * Deleting an archive: it is gone with one rename, then its files and the layers that no other archive names follow.
 * Pinned archives, and those that a job is reading, stay.
 */

const argsSchema = z.object({ archiveId: archiveIdSchema });

/** Handler of the job kind "delete". Its result: `{ id, freedBytes }`. */
export function deleteHandler(deps: EngineDeps): JobHandler {
  return {
    kind: 'delete',
    stages: [{ name: 'Delete', cancel: null, locked: 'The archive is being removed; it takes a moment.' }],
    async run(context) {
      return { result: await remove(deps, context) };
    },
    recover: (context) => finish(deps, context),
  };
}

async function remove(deps: EngineDeps, { job, progress }: JobContext): Promise<{ id: string; freedBytes: number }> {
  const { archiveId } = argsSchema.parse(job.args);
  progress.stage('Delete', archiveId);
  await refusePinned(deps, archiveId);
  await refuseInUse(deps, job.id, archiveId);
  const freedBytes = await deleteOrGone(deps, archiveId);
  await forgetArchive(deps.db, archiveId);
  progress.log('store', `${archiveId} is gone; ${freedBytes} bytes freed.`);
  return { id: archiveId, freedBytes };
}

/** After a crash: whether the rename had happened or not, going on is right, and an archive that is gone is deleted. */
async function finish(deps: EngineDeps, context: JobContext): ReturnType<JobHandler['recover']> {
  try {
    return { state: 'succeeded', outcome: { result: await remove(deps, context) } };
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    if (error.code !== 'archive.unknown') return { state: 'failed', error: reportOf(error) };
    return {
      state: 'succeeded',
      outcome: { result: { id: argsSchema.parse(context.job.args).archiveId, freedBytes: 0 } },
    };
  }
}

async function refusePinned({ db }: EngineDeps, archive: string): Promise<void> {
  if ((await findArchive(db, archive))?.pinned) throw fail('archive.pinned', { archive });
}

async function refuseInUse({ db }: EngineDeps, self: string, archive: string): Promise<void> {
  const busy = await listJobs(db, { states: ['queued', 'running', 'interrupted'], limit: 1000 });
  const other = busy.find((job) => job.archiveId === archive && job.id !== self && job.kind !== 'delete');
  if (other) throw fail('archive.in-use', { archive, kind: other.kind });
}

/** One that the catalogue knows and the store does not has been deleted before: by hand, or by this job before a crash. */
async function deleteOrGone({ db, store }: EngineDeps, id: z.infer<typeof archiveIdSchema>): Promise<number> {
  try {
    return (await store.delete(id)).freedBytes;
  } catch (error) {
    const gone = error instanceof HoldfastError && error.code === 'archive.unknown';
    if (gone && (await findArchive(db, id))) return 0;
    throw error;
  }
}
