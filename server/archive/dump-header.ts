import { createReadStream } from 'node:fs';
import { constants, createZstdDecompress } from 'node:zlib';

/**
 * The format of a compressed PostgreSQL custom-format dump, for example "1.14", from its first bytes; null when it is
 * no such dump. Reads a few kilobytes and holds at most 8 MiB whatever the file claims.
 */
export async function dumpFormatOf(file: string): Promise<string | null> {
  const start = await firstBytes(file, 8).catch(() => null);
  if (start === null || start.length < 8 || start.subarray(0, 5).toString('latin1') !== 'PGDMP') return null;
  return `${start[5]}.${start[6]}`;
}

/** The first bytes of a compressed file; fewer where it holds fewer. @throws when it is not compressed as ours are */
export async function firstBytes(file: string, wanted: number): Promise<Buffer> {
  const source = createReadStream(file, { highWaterMark: 64 * 1024 });
  const plain = source.pipe(createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: 23 } }));
  source.on('error', (error) => plain.destroy(error));
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of plain) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= wanted) break;
    }
  } finally {
    source.destroy();
    plain.destroy();
  }
  return Buffer.concat(chunks).subarray(0, wanted);
}
