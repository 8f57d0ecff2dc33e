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
 * wholly, and only then does it become an archive of the store. Then the uploaded file is cleared away, and so it is when
 * it is refused; it leaves its findings behind. When we fail (Docker away, no room, cancelled) it is kept, to be checked again. README and restore.sh of an upload are never used: ours take their place.
 */

const argsSchema = z.object({ uploadId: z.string() });
const staysKept = 'Nothing of it is taken in. The uploaded file is kept and can be checked again.';

/** Handler of the job kind "import". Its result: `{ id, origin, findings }`; id and origin are null when it was refused. */
export function importHandler(deps: EngineDeps): JobHandler {
  return {
    kind: 'import',
    stages: [
      { name: 'Unpack', cancel: staysKept },
      { name: 'Check', cancel: staysKept },
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
    await clear(deps, uploadId);
    const { id, origin, findings } = outcome;
    await changeUpload(db, uploadId, { state: 'done', archiveId: id, findings });
    return { result: { id, origin, findings } };
  } catch (error) {
    await noteFailure(deps, uploadId, error, context.signal.aborted);
    throw error;
  } finally {
    await deps.store.discard(context.job.id);
  }
}

async function refuse(
  deps: EngineDeps,
  uploadId: string,
  { progress }: JobContext,
  { error, finding }: Extract<Awaited<ReturnType<typeof receive>>, { error: unknown }>,
): Promise<JobOutcome> {
  progress.log('import', finding.text, 'error');
  const ours = error.code === 'import.no-space';
  if (!ours) await clear(deps, uploadId);
  await changeUpload(deps.db, uploadId, { state: ours ? 'kept' : 'refused', findings: [finding] });
  return { result: { id: null, origin: null, findings: [finding] }, state: 'failed', error: reportOf(error) };
}

/** An upload that could not be read to its end (no Docker, no space, cancelled) says so, and stays. */
async function noteFailure({ db }: EngineDeps, uploadId: string, error: unknown, cancelled: boolean): Promise<void> {
  const { code, title, remedy } = reportOf(error);
  const finding = cancelled
    ? {
        code: 'cancelled',
        level: 'refuse' as const,
        text: 'Checking it was cancelled.',
        remedy: 'Check it again, or discard it.',
      }
    : { code, level: 'refuse' as const, text: title, remedy };
  // The row may be what is missing; the error that is under way says so.
  await changeUpload(db, uploadId, { state: 'kept', findings: [finding] }).catch(() => undefined);
}

async function clear({ store }: EngineDeps, uploadId: string): Promise<void> {
  const file = uploadFile(store, uploadId);
  await rm(file, { force: true });
  await rm(`${file}.json`, { force: true });
}

/** After a crash: reading starts again from the uploaded file, which goes last. What was sealed before is found as already here. */
async function importAgain(deps: EngineDeps, context: JobContext): ReturnType<JobHandler['recover']> {
  const { uploadId } = argsSchema.parse(context.job.args);
  const upload = await getUpload(deps.db, uploadId);
  if (upload.state === 'done' && upload.archiveId !== null) {
    await deps.store.discard(context.job.id);
    await clear(deps, uploadId);
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
