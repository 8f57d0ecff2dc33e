import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { archivePathSchema } from '../archive/manifest.ts';
import { dumpPath } from './dump.ts';
import { dumpFormat, formatOfStoredDump } from './dump-header.ts';

const header = Buffer.from([...Buffer.from('PGDMP'), 1, 14, 0, 4, 8, 1]);

test('reads the format from the header, and refuses other formats and other files', () => {
  expect(dumpFormat(header)).toBe('1.14');
  expect(dumpFormat(Buffer.from([...header.subarray(0, 10), 3]))).toBeNull(); // tar
  expect(dumpFormat(Buffer.from('CREATE TABLE a (i int);'))).toBeNull();
  expect(dumpFormat(Buffer.alloc(0))).toBeNull();
});

test('reads the header from the beginning of a big zstd stream', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-dump-'));
  const file = path.join(folder, 'd.zst');
  await writeFile(
    file,
    zstdCompressSync(
      Buffer.concat([
        header,
        crypto.getRandomValues(Buffer.alloc(65_536)),
        Buffer.alloc(500_000, 'x'),
        crypto.getRandomValues(Buffer.alloc(65_536)),
      ]),
    ),
  );
  expect(await formatOfStoredDump(file)).toBe('1.14');
  await writeFile(file, 'no zstd');
  expect(await formatOfStoredDump(file)).toBeNull();
  await rm(folder, { recursive: true });
});

test('every database gets a path of its own that an archive may hold', () => {
  expect(dumpPath('cybus_connectware')).toBe('database/cybus_connectware.dump.zst');
  const odd = ['a/b', 'a b', '../x', 'ü', '.', 'a"b', 'x'.repeat(63), '-rf'].map(dumpPath);
  for (const each of odd) expect(archivePathSchema.safeParse(each).success, each).toBe(true);
  expect(new Set(odd).size).toBe(odd.length);
  expect(odd[0]).toMatch(/^database\/a_b-[0-9a-f]{8}\.dump\.zst$/);
});
