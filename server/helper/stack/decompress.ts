import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { startReading } from '../pipe/inlet.ts';
import { writeTo } from '../process/child.ts';
import { complaintsOf } from '../process/complaints.ts';
import { StackRefused } from './problem.ts';

/** Arguments of zstd. Our own frames need 2 MiB of window; a frame that asks for more asks for the helper's memory. */
export const decompressing = ['-q', '-dc', '--memory=32MB'];

/** A stored file and what the manifest says of it. */
export type Expected = { path: string; sha256: string };

/**
 * The decompressed bytes of a stored file, which is hashed on the way; a piece is overwritten by the next one. Ends only
 * when both are as they should be.
 * @throws StackRefused `not-zstd`, `hash-differs`
 */
export async function* decompressed(
  file: Expected,
  signal: AbortSignal,
  onRead?: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const { child: zstd, pieces } = await startReading('zstd', decompressing, signal);
  const left = new AbortController();
  const hashing = feedHashed(file, zstd.process.stdin, AbortSignal.any([signal, left.signal]), onRead);
  const complaining = complaintsOf(zstd.process.stderr);
  hashing.catch(() => zstd.process.kill('SIGKILL'));
  try {
    yield* pieces;
    const [sha256, code] = await Promise.all([hashing, zstd.ended, complaining]);
    signal.throwIfAborted();
    if (sha256 !== file.sha256) throw hashDiffers(file);
    if (code !== 0) throw new StackRefused('not-zstd', nameOf(file));
  } finally {
    left.abort();
    zstd.process.kill('SIGKILL');
    await Promise.allSettled([hashing, complaining]);
  }
}

/**
 * Carries out `work` on a file's contents. Where they are refused and the file is not the one it should be, that explains
 * the refusal and is said instead.
 */
export async function blamingHash<T>(file: Expected, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StackRefused) || error.problem.code === 'hash-differs') throw error;
    await refuseAltered(file, signal);
    throw error;
  }
}

export function nameOf({ path }: { path: string }): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function hashDiffers(file: Expected): StackRefused {
  return new StackRefused('hash-differs', nameOf(file));
}

/** @throws StackRefused `hash-differs` when a stored file is not what the manifest says of it */
export async function refuseAltered(file: Expected, signal: AbortSignal): Promise<void> {
  if ((await feedHashed(file, null, signal)) !== file.sha256) throw hashDiffers(file);
}

const pieceBytes = 1024 * 1024;

/** The whole file is hashed, also when zstd gives up in the middle. */
async function feedHashed(
  { path }: Expected,
  input: Writable | null,
  signal: AbortSignal,
  onRead?: (bytes: number) => void,
): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(pieceBytes);
  await using file = await open(path);
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead } = await file.read(buffer, 0, pieceBytes);
    if (bytesRead === 0) break;
    const piece = buffer.subarray(0, bytesRead);
    hash.update(piece);
    onRead?.(bytesRead);
    if (input !== null) await writeTo(input, piece);
  }
  input?.end();
  return hash.digest('hex');
}
