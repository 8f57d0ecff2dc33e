import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Handler } from '../context.ts';
import type { StoredFile } from '../protocol.ts';
import { Pace } from './pace.ts';

/** Hashes a file that is there. */
export const hashFile: Handler<'file.hash'> = async ({ file }, { signal, progress }) => {
  const pace = new Pace();
  return hashOf(file, signal, (bytes) => {
    if (pace.isDue()) progress({ bytes });
  });
};

export async function hashOf(
  file: string,
  signal: AbortSignal,
  onRead: (bytes: number) => void = () => {},
): Promise<StoredFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024, signal })) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    onRead(bytes);
  }
  return { path: file, bytes, sha256: hash.digest('hex') };
}
