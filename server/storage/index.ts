import { chmod, lstat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { deleteArchive, sweep } from './delete.ts';
import { type Disk, realDisk } from './disk.ts';
import { bytesUnder, exists, freeBytes } from './look.ts';
import { listArchives, readArchive } from './read.ts';
import { restOn } from './rest-on.ts';
import { archiveFolder, jobFolder, layerPath, type Room, roomOf } from './room.ts';
import { adopt, seal } from './seal.ts';
import type { Store } from './types.ts';

export { exists } from './look.ts';
export type * from './types.ts';

/** Opens the store in `folder`, making its folders (0700) where they are missing. A test gives a disk of its own. */
export async function openStore(folder: string, disk: Disk = realDisk): Promise<Store> {
  const room = roomOf(resolve(folder), disk);
  await makeFolders(room);
  return {
    folder: room.folder,
    archivesFolder: room.archives,
    layersFolder: room.layers,
    uploadsFolder: room.uploads,
    archiveFolder: (id) => archiveFolder(room, id),
    layerPath: (layer) => layerPath(room, layer),
    jobFolder: (jobId) => jobFolder(room, jobId),
    prepare: (jobId) => prepare(room, jobFolder(room, jobId)),
    restOn: (jobId, id) => room.alone(() => restOn(room, jobId, id)),
    seal: async (input) => readArchive(room, (await seal(room, input)).id),
    adopt: async (input) => readArchive(room, (await adopt(room, input)).id),
    discard: (jobId) => room.disk.remove(jobFolder(room, jobId)),
    list: () => listArchives(room),
    has: (id) => exists(archiveFolder(room, id)),
    read: (id) => readArchive(room, id),
    delete: (id) => deleteArchive(room, id),
    space: async () => ({ freeBytes: await freeBytes(room.folder), usedBytes: await bytesUnder(room.folder) }),
    sweep: (liveJobs) => sweep(room, liveJobs),
  };
}

async function makeFolders(room: Room): Promise<void> {
  for (const folder of [room.folder, room.archives, room.layers, room.incoming, room.uploads, room.trash]) {
    await room.disk.makeFolder(folder);
  }
  // A named volume's root comes as Docker made it; what stands inside is not for everybody's eyes.
  if (((await lstat(room.folder)).mode & 0o777) !== 0o700) await chmod(room.folder, 0o700);
}

/** An empty folder for a job, whatever an earlier run of it left. */
async function prepare(room: Room, folder: string): Promise<string> {
  await room.disk.remove(folder);
  for (const inner of ['archive/database', 'archive/fingerprints', 'archive/installation', 'layers']) {
    await room.disk.makeFolder(join(folder, inner));
  }
  return folder;
}
