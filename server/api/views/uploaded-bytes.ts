import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Store } from '../../storage/index.ts';

/** Removes what tus keeps of an upload: its bytes and the note beside them. Nothing there is fine. */
export async function removeUploadedBytes(store: Pick<Store, 'uploadsFolder'>, id: string): Promise<void> {
  const names = await readdir(store.uploadsFolder);
  const own = names.filter((name) => name === id || name.startsWith(`${id}.`));
  await Promise.all(own.map((name) => rm(path.join(store.uploadsFolder, name), { force: true })));
}

/** How many bytes of an upload are on disk; null when there is no file. */
export async function receivedBytes(store: Pick<Store, 'uploadsFolder'>, id: string): Promise<number | null> {
  return stat(path.join(store.uploadsFolder, id)).then(
    ({ size }) => size,
    () => null,
  );
}
