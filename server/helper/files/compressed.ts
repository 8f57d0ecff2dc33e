import { rm } from 'node:fs/promises';
import { feed, startChild } from '../process/child.ts';
import { complaintsOf, wordsOf } from '../process/complaints.ts';
import type { StoredFile } from '../protocol.ts';
import { HashingFile } from './hashing-file.ts';

export type CompressOptions = {
  level: number;
  durability: 'fsync' | 'later';
  onStored?(bytes: number): void;
};

/**
 * Compresses pieces by zstd into a new file, hashed while it is written. On failure no file stays. One thread keeps up with
 * who writes here, and holds a quarter of the memory that one for each CPU does.
 */
export async function compressInto(
  path: string,
  pieces: Iterable<Buffer> | AsyncIterable<Buffer>,
  options: CompressOptions,
  signal: AbortSignal,
): Promise<StoredFile> {
  const file = await HashingFile.create(path);
  try {
    const zstd = startChild('zstd', ['-q', '-c', `-${options.level}`, '-T1'], {
      stdio: 'pipe',
      signal,
    });
    const [complaints, code] = await Promise.all([
      complaintsOf(zstd.process.stderr),
      zstd.ended,
      drainInto(file, zstd.process.stdout, options.onStored),
      zstd.process.stdin && feed(zstd.process.stdin, pieces),
    ]);
    signal.throwIfAborted();
    if (code !== 0) throw new Error(wordsOf('zstd', code, complaints));
    return await file.finish(options.durability);
  } catch (error) {
    await file.abandon();
    await rm(path, { force: true });
    throw error;
  }
}

/** Small lists and fingerprints. */
export function writeCompressed(
  path: string,
  pieces: Iterable<Buffer>,
  durability: 'fsync' | 'later',
  signal: AbortSignal,
): Promise<StoredFile> {
  return compressInto(path, pieces, { level: 3, durability }, signal);
}

async function drainInto(
  file: HashingFile,
  stream: NodeJS.ReadableStream | null,
  onStored?: (bytes: number) => void,
): Promise<void> {
  for await (const chunk of stream ?? []) {
    await file.write(chunk as Buffer);
    onStored?.(file.bytes);
  }
}
