import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { member, sparseMap, tarOf } from '../../helper/testing/tar-builder.ts';
import type { TarEntry } from './entry.ts';
import { TarProblem } from './problem.ts';
import { TarReader } from './reader.ts';

function read(tar: Buffer, chunkBytes = tar.length): { entries: TarEntry[]; data: string } {
  const entries: TarEntry[] = [];
  const data: Buffer[] = [];
  const reader = new TarReader({
    onEntry: (entry) => entries.push(entry),
    onData: (chunk) => data.push(Buffer.from(chunk)),
  });
  for (let at = 0; at < tar.length; at += chunkBytes) reader.push(tar.subarray(at, at + chunkBytes));
  reader.end();
  return { entries, data: Buffer.concat(data).toString('latin1') };
}

const everyKind = tarOf([
  { path: './', type: '5', mode: 0o2755 },
  { path: './d/', type: '5' },
  {
    path: './d/f',
    body: 'contents',
    mode: 0o4755,
    pax: { mtime: '-1.25', uid: '4000000', 'SCHILY.xattr.user.a%3Db': '\0\xff' },
  },
  { path: './h', type: '1', link: './d/f' },
  { path: './l', type: '2', link: '../anything' },
  { path: './p', type: '6' },
  {
    path: './GNUSparseFile.7/s',
    body: Buffer.concat([sparseMap([[4096, 512]]), Buffer.alloc(512, 'z')]),
    pax: {
      'GNU.sparse.major': '1',
      'GNU.sparse.minor': '0',
      'GNU.sparse.name': './s',
      'GNU.sparse.realsize': '1000000',
    },
  },
]);

it('reads the same, however the bytes are cut into chunks', () => {
  const whole = read(everyKind);
  expect(whole.entries.map(({ path, type }) => `${type} ${path}`)).toEqual([
    'd ',
    'd d',
    'f d/f',
    'h h',
    'l l',
    'p p',
    'f s',
  ]);
  expect(whole.entries[2]).toMatchObject({
    mode: 0o4755,
    uid: 4_000_000,
    mtimeNs: -1_250_000_000n,
    size: 8,
    target: '',
  });
  expect(whole.entries[2]?.xattrs.get('user.a=b')).toEqual(Buffer.from([0, 255]));
  expect(whole.entries[3]?.target).toBe('d/f');
  expect(whole.entries[4]?.target).toBe('../anything');
  expect(whole.entries[6]).toMatchObject({ size: 1_000_000, sparse: true, storedBytes: 1024 });
  expect(whole.data.replaceAll('\0', '')).toBe(`contents${'z'.repeat(512)}`);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), (chunkBytes) => {
      expect(read(everyKind, chunkBytes)).toEqual(whole);
    }),
    { numRuns: 60 },
  );
});

it('throws nothing but a problem, whatever is damaged', () => {
  fc.assert(
    fc.property(fc.nat(everyKind.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const damaged = Buffer.from(everyKind);
      damaged[at] = (damaged[at] ?? 0) ^ flip;
      try {
        read(damaged);
      } catch (error) {
        expect(error).toBeInstanceOf(TarProblem);
      }
    }),
    { numRuns: 500 },
  );
});

it('reads nothing from an archive that ends anywhere before its end', () => {
  const end = everyKind.length - 1024;
  for (let length = 0; length < end + 1024; length += 512)
    expect(() => read(everyKind.subarray(0, length))).toThrow('it ends too early');
});

it('agrees with GNU tar about names and sizes of an archive that GNU tar makes', () => {
  const tar = execFileSync('tar', ['-c', '--format=posix', '--sparse', '-C', import.meta.dirname, '-f', '-', '.']);
  const listed = execFileSync('tar', ['-t', '-f', '-'], { input: tar }).toString().trimEnd().split('\n');
  const names = read(tar).entries.map(({ path, type }) => (path === '' ? './' : `./${path}${type === 'd' ? '/' : ''}`));
  expect(names).toEqual(listed);
});

it('tells an entry before it takes any byte of its contents', () => {
  const seen: string[] = [];
  const reader = new TarReader({
    onEntry(entry) {
      seen.push(entry.path);
      throw new Error('stop');
    },
    onData: () => seen.push('data'),
  });
  expect(() => reader.push(member({ path: './a', body: 'x' }))).toThrow('stop');
  expect(seen).toEqual(['a']);
});
