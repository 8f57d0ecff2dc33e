import type { JobId } from '../../archive/ids.ts';
import { enqueue } from '../../jobs/index.ts';
import { changeUpload, type Database, getUpload } from '../../store/index.ts';

/** Queues the import of an upload that has arrived whole. Asked again, it is the same job, until that one has failed. */
export async function queueImport(db: Database, uploadId: string): Promise<JobId> {
  const upload = await getUpload(db, uploadId);
  const jobId = await enqueue(db, {
    kind: 'import',
    // It changes no installation; which project the archive is of is not known yet.
    project: '',
    args: { uploadId },
    subject: `Check and take in ${upload.file}`,
    createdBy: upload.createdBy,
    idempotencyKey: upload.state === 'kept' ? `import-${uploadId}-after-${upload.jobId}` : `import-${uploadId}`,
  });
  await changeUpload(db, uploadId, { state: 'checking', received: upload.bytes, jobId });
  return jobId;
}
