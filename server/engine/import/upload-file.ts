import { join } from 'node:path';
import { fail } from '../../errors/error.ts';
import type { Store } from '../../storage/index.ts';

/** Ids of uploads are ours: 32 hex digits. Anything else never becomes a file name. */
export const uploadIdPattern = /^[0-9a-f]{32}$/;

/** Where tus keeps the bytes of an upload; its own notes stand beside it, with `.json`. @throws store.unknown */
export function uploadFile(store: Store, uploadId: string): string {
  if (!uploadIdPattern.test(uploadId)) throw fail('store.unknown', { what: 'upload', id: uploadId.slice(0, 64) });
  return join(store.uploadsFolder, uploadId);
}
