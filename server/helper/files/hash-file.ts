import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Handler } from '../context.ts';
import { Pace } from './pace.ts';

/** Hashes a file that is there. */
export const hashFile: Handler<'file.hash'> = async ({ file }, { signal, progress }) => {
  const hash = createHash('sha256');
  const pace = new Pace();
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024, signal })) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (pace.isDue()) progress({ bytes });
  }
  return { path: file, bytes, sha256: hash.digest('hex') };
};
