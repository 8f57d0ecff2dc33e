import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Upload } from '../../contract/archives.ts';
import type { Store } from '../../storage/index.ts';
import { changeUpload, type Database, listUploads } from '../../store/index.ts';
import { queueImport } from './queue-import.ts';
import { uploadFile } from './upload-file.ts';

/** An upload that nothing came for in this time is abandoned. */
export const abandonedAfterMs = 24 * 60 * 60 * 1000;

type TidyDeps = { store: Store; db: Database; clock: () => Date };

/**
 * At start: uploads that had arrived whole when the process died are queued, abandoned ones are cleared away, and
 * files that no upload owns are removed.
 */
export async function tidyUploads(
  deps: TidyDeps,
): Promise<{ queued: string[]; abandoned: string[]; removed: string[] }> {
  const queued: string[] = [];
  for (const upload of await inStates(deps.db, ['receiving'])) {
    if ((await lastTouch(deps.store, upload.id))?.bytes === upload.bytes) {
      await queueImport(deps.db, upload.id);
      queued.push(upload.id);
    }
  }
  const abandoned = await clearAbandoned(deps);
  return { queued, abandoned, removed: await removeOwnerless(deps) };
}

/** Clears away what was begun, or kept after a failure of ours, and not gone on with for a day. @returns ids of the uploads */
export async function clearAbandoned({ store, db, clock }: TidyDeps): Promise<string[]> {
  const abandoned: string[] = [];
  for (const { id, state, updatedAt } of await inStates(db, ['receiving', 'kept'])) {
    const written = state === 'receiving' ? await lastTouch(store, id) : null;
    const touched = written?.at ?? Date.parse(updatedAt);
    if (clock().getTime() - touched < abandonedAfterMs) continue;
    const text = 'Nothing more of it came for a day; what had come was cleared away.';
    await changeUpload(db, id, {
      state: 'abandoned',
      findings: [{ code: 'abandoned', level: 'refuse', text, remedy: 'Upload the file again.' }],
    });
    await removeFiles(store, id);
    abandoned.push(id);
  }
  return abandoned;
}

async function inStates(db: Database, states: readonly Upload['state'][]): Promise<Upload[]> {
  return (await listUploads(db, 10_000)).filter((upload) => states.includes(upload.state));
}

async function removeOwnerless({ store, db }: TidyDeps): Promise<string[]> {
  const alive = await inStates(db, ['receiving', 'checking', 'kept']);
  const owned = new Set(alive.flatMap(({ id }) => [id, `${id}.json`]));
  const ownerless = (await readdir(store.uploadsFolder)).filter((name) => !owned.has(name));
  for (const name of ownerless) await rm(join(store.uploadsFolder, name), { recursive: true, force: true });
  return ownerless;
}

async function removeFiles(store: Store, id: string): Promise<void> {
  await rm(uploadFile(store, id), { force: true });
  await rm(`${uploadFile(store, id)}.json`, { force: true });
}

async function lastTouch(store: Store, id: string): Promise<{ at: number; bytes: number } | null> {
  return stat(uploadFile(store, id)).then(
    ({ mtimeMs, size }) => ({ at: mtimeMs, bytes: size }),
    () => null,
  );
}
