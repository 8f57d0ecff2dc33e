import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveId } from '../archive/ids.ts';
import { isLayerName, layerName, layersOf } from '../archive/layout.ts';
import { fail } from '../errors/error.ts';
import { allClaims } from './claims.ts';
import { bytesUnder, exists, sizeOf } from './look.ts';
import { listArchives, readManifest } from './read.ts';
import { archiveFolder, type Room, trashPath } from './room.ts';
import type { Swept } from './types.ts';

/**
 * Removes an archive: one rename makes it gone, then its files and the layers that nothing names any more follow. A
 * crash after the rename leaves work for the next sweep and nothing half.
 */
export async function deleteArchive(room: Room, id: ArchiveId): Promise<{ freedBytes: number }> {
  return room.alone(async () => {
    const folder = archiveFolder(room, id);
    if (!(await exists(folder))) throw fail('archive.unknown', { archive: id });
    const own = await bytesUnder(folder);
    const trashed = trashPath(room, id);
    await room.disk.rename(folder, trashed);
    await room.disk.sync(room.archives);
    const collected = await collectLayers(room);
    await room.disk.remove(trashed);
    return { freedBytes: own + collected.bytes };
  });
}

/** Clears what a crash left: folders of dead jobs, the trash, layers that nothing names. Uploads stay; tus owns them. */
export async function sweep(room: Room, liveJobs: ReadonlySet<string>): Promise<Swept> {
  return room.alone(async () => {
    const jobs = (await readdir(room.incoming)).filter((name) => name !== 'uploads' && !liveJobs.has(name));
    for (const name of jobs) await room.disk.remove(join(room.incoming, name));
    const trash = await readdir(room.trash);
    for (const name of trash) await room.disk.remove(join(room.trash, name));
    const { names } = await collectLayers(room);
    const { broken } = await listArchives(room);
    return { jobs, trash, layers: names, broken };
  });
}

/**
 * Removes every layer that no archive names and no job claims. Where an archive's manifest can't be read nobody knows
 * what it names: then nothing is removed.
 */
async function collectLayers(room: Room): Promise<{ names: string[]; bytes: number }> {
  const named = await namedLayers(room);
  if (named === null) return { names: [], bytes: 0 };
  const claimed = await allClaims(room);
  const names = (await readdir(room.layers)).filter(
    (name) => isLayerName(name) && !named.has(name) && !claimed.has(name),
  );
  let bytes = 0;
  for (const name of names) {
    bytes += (await sizeOf(join(room.layers, name))) ?? 0;
    await room.disk.unlink(join(room.layers, name));
  }
  await room.disk.sync(room.layers);
  return { names, bytes };
}

async function namedLayers(room: Room): Promise<Set<string> | null> {
  const named = new Set<string>();
  for (const entry of await readdir(room.archives)) {
    const folder = join(room.archives, entry);
    if (!(await lstat(folder)).isDirectory()) continue;
    try {
      const { manifest } = await readManifest(folder);
      for (const layer of layersOf(manifest)) named.add(layerName(layer.kind, layer.sha256));
    } catch {
      return null;
    }
  }
  return named;
}
