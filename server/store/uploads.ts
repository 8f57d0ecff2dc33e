import type { Finding } from '../archive/finding.ts';
import type { ArchiveId, JobId } from '../archive/ids.ts';
import type { Upload } from '../contract/archives.ts';
import { fail } from '../errors/error.ts';
import type { Database } from './database.ts';
import { read, write } from './json.ts';
import type { UploadsTable } from './tables.ts';

/** Notes an upload that begins. `file` is what the sender called it: shown, never used as a path. */
export async function addUpload(
  db: Database,
  upload: { id: string; file: string; bytes: number; createdBy: string },
): Promise<void> {
  const at = new Date().toISOString();
  await db
    .insertInto('uploads')
    .values({
      id: upload.id,
      file: upload.file.slice(0, 255),
      bytes: upload.bytes,
      received: 0,
      state: 'receiving',
      job_id: null,
      archive_id: null,
      findings: write([]),
      created_by: upload.createdBy,
      created_at: at,
      updated_at: at,
    })
    .execute();
}

export type UploadChange = {
  received?: number;
  state?: Upload['state'];
  jobId?: JobId;
  archiveId?: ArchiveId;
  findings?: Finding[];
};

/** @throws `store.unknown` */
export async function changeUpload(db: Database, id: string, change: UploadChange): Promise<void> {
  const changed = await db
    .updateTable('uploads')
    .set({
      updated_at: new Date().toISOString(),
      ...(change.received === undefined ? {} : { received: change.received }),
      ...(change.state ? { state: change.state } : {}),
      ...(change.jobId ? { job_id: change.jobId } : {}),
      ...(change.archiveId ? { archive_id: change.archiveId } : {}),
      ...(change.findings ? { findings: write(change.findings) } : {}),
    })
    .where('id', '=', id)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw fail('store.unknown', { what: 'upload', id });
}

/** @throws `store.unknown` */
export async function getUpload(db: Database, id: string): Promise<Upload> {
  const row = await db.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw fail('store.unknown', { what: 'upload', id });
  return uploadOf(row);
}

/** Newest first. */
export async function listUploads(db: Database, limit = 100): Promise<Upload[]> {
  const rows = await db.selectFrom('uploads').selectAll().orderBy('created_at', 'desc').limit(limit).execute();
  return rows.map(uploadOf);
}

function uploadOf(row: UploadsTable): Upload {
  return {
    id: row.id,
    file: row.file,
    bytes: row.bytes,
    received: row.received,
    state: row.state as Upload['state'],
    jobId: row.job_id as JobId | null,
    archiveId: row.archive_id as ArchiveId | null,
    findings: read(row.findings),
    createdBy: row.created_by,
    updatedAt: row.updated_at,
  };
}
