import { basename, join } from 'node:path';
import type { ArchiveId, JobId } from '../archive/ids.ts';
import { layerName, layersOf } from '../archive/layout.ts';
import { addClaims } from './claims.ts';
import { readArchive } from './read.ts';
import { jobFolder, type Room } from './room.ts';
import type { StoredArchive } from './types.ts';

/** Where a job finds the fingerprints of the archive that it goes on from, inside of its folder. */
const baseName = 'base';

/**
 * Claims an archive's layers for a job and gives it the fingerprints by second names. Run alone: the archive is whole when
 * its layers are claimed, and whoever deletes it afterwards finds the claims.
 * @throws archive.unknown, archive.broken
 */
export async function restOn(room: Room, jobId: JobId, id: ArchiveId): Promise<StoredArchive> {
  const archive = await readArchive(room, id);
  const job = jobFolder(room, jobId);
  await addClaims(
    room,
    job,
    layersOf(archive.manifest).map((layer) => layerName(layer.kind, layer.sha256)),
  );
  await room.disk.makeFolder(join(job, baseName));
  for (const { fingerprint } of archive.manifest.volumes) {
    await room.disk.link(archive.locate(fingerprint), join(job, baseName, basename(fingerprint)));
  }
  return archive;
}
