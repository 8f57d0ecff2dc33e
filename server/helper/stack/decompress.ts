import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { startChild, writeTo } from '../process/child.ts';
import { complaintsOf } from '../process/complaints.ts';
import { StackRefused } from './problem.ts';

/** A stored file and what the manifest says of it. */
export type Expected = { path: string; sha256: string };

/**
 * The decompressed bytes of a stored file, which is hashed on the way. Ends only when both are as they should be.
 * @throws StackRefused `not-zstd`, `hash-differs`
 */
export async function* decompressed(
  file: Expected,
  signal: AbortSignal,
  onRead?: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  // Our own frames need 2 MiB of window; a frame that asks for more asks for the helper's memory.
  const zstd = startChild('zstd', ['-q', '-dc', '--memory=32MB'], { stdio: 'pipe', signal });
  const source = createReadStream(file.path, { highWaterMark: 256 * 1024, signal });
  const hashing = feedHashed(source, zstd.process.stdin, onRead);
  const complaining = complaintsOf(zstd.process.stderr);
  hashing.catch(() => zstd.process.kill('SIGKILL'));
  try {
    for await (const chunk of zstd.process.stdout ?? []) yield chunk as Buffer;
    const [sha256, code] = await Promise.all([hashing, zstd.ended, complaining]);
    signal.throwIfAborted();
    if (sha256 !== file.sha256) throw hashDiffers(file);
    if (code !== 0) throw new StackRefused('not-zstd', nameOf(file));
  } finally {
    source.destroy();
    zstd.process.kill('SIGKILL');
    await Promise.allSettled([hashing, complaining]);
  }
}

/**
 * Carries out `work` on a file's contents. Where they are refused and the file is not the one it should be, that explains
 * the refusal and is said instead.
 */
export async function blamingHash(file: Expected, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StackRefused) || error.problem.code === 'hash-differs') throw error;
    const sha256 = await feedHashed(createReadStream(file.path, { signal }), null);
    throw sha256 === file.sha256 ? error : hashDiffers(file);
  }
}

export function nameOf({ path }: { path: string }): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function hashDiffers(file: Expected): StackRefused {
  return new StackRefused('hash-differs', nameOf(file));
}

/** The whole file is hashed, also when zstd gives up in the middle. */
async function feedHashed(source: Readable, input: Writable | null, onRead?: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of source) {
    hash.update(chunk as Buffer);
    onRead?.((chunk as Buffer).length);
    if (input !== null) await writeTo(input, chunk as Buffer);
  }
  input?.end();
  return hash.digest('hex');
}
