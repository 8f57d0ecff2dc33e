import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { fail, reportOf } from '../../errors/error.ts';
import type { JobContext, JobHandler, JobOutcome } from '../../jobs/contract.ts';
import { exists } from '../../storage/index.ts';
import { changeUpload, getArchive, getUpload } from '../../store/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { receive } from './receive.ts';
import { uploadFile } from './upload-file.ts';

/*
 * Importing: an uploaded bundle is unpacked in a helper, judged by its manifest, signature and hashes, its layers are read
 * wholly, and only then does it become an archive of the store. Whatever the end, the uploaded file is cleared away; a
 * refused one leaves its findings behind. README and restore.sh of an upload are never used: ours take their place.
 */

const argsSchema = z.object({ uploadId: z.string() });
const thrownAway = 'The uploaded file is thrown away; nothing of it is taken in.';

/** Handler of the job kind "import". Its result: `{ id, origin, findings }`; id and origin are null when it was refused. */
export function importHandler(deps: EngineDeps): JobHandler {
  return {
    kind: 'import',
    stages: [
      { name: 'Unpack', cancel: thrownAway },
      { name: 'Check', cancel: thrownAway },
      { name: 'Take in', cancel: null, locked: 'It has been checked and is being taken in; it is there in a moment.' },
    ],
    run: (context) => importUpload(deps, context),
    recover: (context) => importAgain(deps, context),
  };
}

async function importUpload(deps: EngineDeps, context: JobContext): Promise<JobOutcome> {
  const { uploadId } = argsSchema.parse(context.job.args);
  const { db } = deps;
  try {
    const upload = await getUpload(db, uploadId);
    await changeUpload(db, uploadId, { state: 'checking', jobId: context.job.id });
    const file = uploadFile(deps.store, uploadId);
    const outcome = await receive(deps, { file, bytes: upload.bytes, createdBy: upload.createdBy }, context);
    if ('error' in outcome) return await refuse(deps, uploadId, context, outcome);
    const { id, origin, findings } = outcome;
    await changeUpload(db, uploadId, { state: 'done', archiveId: id, findings });
    return { result: { id, origin, findings } };
  } catch (error) {
    await noteFailure(deps, uploadId, error, context.signal.aborted);
    throw error;
  } finally {
    await clear(deps, uploadId, context);
  }
}

async function refuse(
  deps: EngineDeps,
  uploadId: string,
  { progress }: JobContext,
  { error, finding }: Extract<Awaited<ReturnType<typeof receive>>, { error: unknown }>,
): Promise<JobOutcome> {
  progress.log('import', finding.text, 'error');
  await changeUpload(deps.db, uploadId, { state: 'refused', findings: [finding] });
  return { result: { id: null, origin: null, findings: [finding] }, state: 'failed', error: reportOf(error) };
}

/** An upload that could not be read to its end (no Docker, no space, cancelled) says so too. */
async function noteFailure({ db }: EngineDeps, uploadId: string, error: unknown, cancelled: boolean): Promise<void> {
  const { code, title, remedy } = reportOf(error);
  const finding = cancelled
    ? { code: 'cancelled', level: 'refuse' as const, text: 'Checking it was cancelled.', remedy: 'Upload it again.' }
    : { code, level: 'refuse' as const, text: title, remedy };
  // The row may be what is missing; the error that is under way says so.
  await changeUpload(db, uploadId, { state: 'refused', findings: [finding] }).catch(() => undefined);
}

async function clear({ store }: EngineDeps, uploadId: string, { job }: JobContext): Promise<void> {
  await store.discard(job.id);
  const file = uploadFile(store, uploadId);
  await rm(file, { force: true });
  await rm(`${file}.json`, { force: true });
}

/** After a crash: reading starts again from the uploaded file, which goes last. What was sealed before is found as already here. */
async function importAgain(deps: EngineDeps, context: JobContext): ReturnType<JobHandler['recover']> {
  const { uploadId } = argsSchema.parse(context.job.args);
  const upload = await getUpload(deps.db, uploadId);
  if (upload.state === 'done' && upload.archiveId !== null) {
    await clear(deps, uploadId, context);
    const { origin } = await getArchive(deps.db, upload.archiveId);
    return { state: 'succeeded', outcome: { result: { id: upload.archiveId, origin, findings: upload.findings } } };
  }
  if (!(await exists(uploadFile(deps.store, uploadId)))) {
    return { state: 'failed', error: reportOf(fail('import.interrupted')) };
  }
  try {
    const outcome = await importUpload(deps, context);
    return { state: outcome.state ?? 'succeeded', outcome, ...(outcome.error ? { error: outcome.error } : {}) };
  } catch (error) {
    return { state: 'failed', error: reportOf(error) };
  }
}
