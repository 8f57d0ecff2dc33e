import { open } from 'node:fs/promises';
import { constants, zstdDecompressSync } from 'node:zlib';

/** Enough to hold a dump's header within a zstd stream: a block of it, which is decoded as a whole, has up to 128 KiB. */
const headBytes = 256 * 1024;

/** Format of a dump in PostgreSQL's custom format, as "1.14"; null when it is none. */
export function dumpFormat(head: Buffer): string | null {
  // PGDMP, major, minor, revision, sizes of integers and offsets, then 1 for the custom format.
  if (head.length < 11 || head.toString('latin1', 0, 5) !== 'PGDMP' || head[10] !== 1) return null;
  return `${head[5]}.${head[6]}`;
}

export async function formatOfDump(file: string): Promise<string | null> {
  return dumpFormat(await headOf(file));
}

/** The same, of a dump within a zstd stream. */
export async function formatOfStoredDump(file: string): Promise<string | null> {
  const head = await headOf(file);
  try {
    return dumpFormat(zstdDecompressSync(head, { finishFlush: constants.ZSTD_e_flush }));
  } catch {
    return null; // no zstd stream
  }
}

async function headOf(file: string): Promise<Buffer> {
  await using handle = await open(file, 'r');
  const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(headBytes) });
  return buffer.subarray(0, bytesRead);
}
