import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { ArchiveId, JobId } from '../archive/ids.ts';
import { type LayerRef, layerName } from '../archive/layout.ts';
import type { Disk } from './disk.ts';

/** Where things stand in a store, and how its disk is changed: what the store's verbs share. */
export type Room = {
  folder: string;
  disk: Disk;
  archives: string;
  layers: string;
  incoming: string;
  uploads: string;
  trash: string;
  /** Runs one act at a time: sealing moves layers in, collecting takes them out, and neither may see the other half done. */
  alone<T>(act: () => Promise<T>): Promise<T>;
};

export function roomOf(folder: string, disk: Disk): Room {
  const incoming = join(folder, 'incoming');
  return {
    folder,
    disk,
    archives: join(folder, 'archives'),
    layers: join(folder, 'layers'),
    incoming,
    uploads: join(incoming, 'uploads'),
    trash: join(folder, 'trash'),
    alone: (act) => inTurn(folder, act),
  };
}

export function archiveFolder(room: Room, id: ArchiveId): string {
  return join(room.archives, id);
}

export function jobFolder(room: Room, jobId: JobId): string {
  return join(room.incoming, jobId);
}

export function layerPath(room: Room, layer: Pick<LayerRef, 'kind' | 'sha256'>): string {
  return join(room.layers, layerName(layer.kind, layer.sha256));
}

/** A name in the trash that nothing else has. */
export function trashPath(room: Room, name: string): string {
  return join(room.trash, `${name}.${randomBytes(6).toString('hex')}`);
}

/** Last act begun in each store, by folder: two openings of the same store in a process take turns too. */
const turns = new Map<string, Promise<unknown>>();

async function inTurn<T>(folder: string, act: () => Promise<T>): Promise<T> {
  const before = turns.get(folder) ?? Promise.resolve();
  const mine = before.then(act, act);
  turns.set(
    folder,
    mine.catch(() => undefined),
  );
  return mine;
}
