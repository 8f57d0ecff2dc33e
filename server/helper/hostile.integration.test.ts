import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeFields } from '../archive/fingerprint-entry.ts';
import type { StackLayer, StackProblem } from './protocol.ts';
import { HelperProcess } from './testing/helper-process.ts';
import { extendedHeader, type Member, member, sparseMap, tarOf } from './testing/tar-builder.ts';

/** A stack of layers, each with its tar and its delete list as they are before compression. */
type Step = { tar?: Buffer; deletes?: string };
type Hostile = [name: string, code: StackProblem['code'], ...steps: Step[]];

const root: Member = { path: './', type: '5', mode: 0o755 };
const folder = (path: string): Member => ({ path: `./${path}/`, type: '5', mode: 0o755 });
const file = (path: string, body = 'x'): Member => ({ path, body });
const link = (path: string, target: string): Member => ({ path, type: '2', link: target, mode: 0o777 });
const hard = (path: string, target: string): Member => ({ path, type: '1', link: target });
const sparse = (map: Buffer, data: string, realsize: string, odd: Record<string, string> = {}): Member => ({
  path: './GNUSparseFile.1/a',
  body: Buffer.concat([map, Buffer.from(data)]),
  pax: {
    'GNU.sparse.major': '1',
    'GNU.sparse.minor': '0',
    'GNU.sparse.name': './a',
    'GNU.sparse.realsize': realsize,
    ...odd,
  },
});
const layer = (...members: Member[]): Step => ({ tar: tarOf([root, ...members]) });
/** A tar whose first header has this text in place of a size, with a checksum that fits. */
function sizeField(text: string): Buffer {
  const tar = tarOf([file('./a')]);
  tar.write(text, 124, 'latin1');
  tar.fill(' ', 148, 156);
  const sum = tar.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return tar;
}
const smuggled = member(file('../outside'));

const hostile: Hostile[] = [
  ['a path with .. in it', 'path-leaves-root', layer(file('./../outside'))],
  ['a path with .. in its middle', 'path-leaves-root', layer(folder('a'), file('./a/../../outside'))],
  ['an absolute path', 'path-leaves-root', layer(file('/tmp/holdfast-outside'))],
  ['an empty path', 'path-leaves-root', layer(file(''))],
  ['an empty part in a path', 'path-leaves-root', layer(file('./a//b'))],
  [
    'a .. in an extended header, behind a harmless name',
    'path-leaves-root',
    layer({ ...file('./a'), pax: { path: '../outside' } }),
  ],
  [
    'a .. in the name of a sparse file',
    'path-leaves-root',
    layer(sparse(sparseMap([[0, 512]]), 'x'.repeat(512), '512', { 'GNU.sparse.name': '../outside' })),
  ],
  ['a .. by way of the prefix field', 'path-leaves-root', layer({ ...file('outside'), prefix: '..' })],
  ['a file through a symbolic link', 'parent-is-no-folder', layer(link('./a', '..'), file('./a/outside'))],
  ['a folder in the place of a symbolic link', 'duplicate', layer(link('./a', '..'), folder('a'))],
  [
    'a link in one layer, a path through it in the next',
    'parent-is-no-folder',
    layer(link('./a', '..')),
    layer(file('./a/outside')),
  ],
  [
    'a link in one layer, a delete list through it in the next',
    'parent-is-no-folder',
    layer(link('./a', '..')),
    { deletes: './a/decoy\0' },
  ],
  [
    'a folder deleted, a link in its place, a path through it',
    'parent-is-no-folder',
    layer(folder('a')),
    { deletes: './a\0', ...layer(link('./a', '..'), file('./a/outside')) },
  ],
  ['a delete list with .. in it', 'path-leaves-root', layer(), { deletes: './../decoy\0' }],
  ['a delete list with an absolute path', 'path-leaves-root', layer(), { deletes: '/tmp\0' }],
  ['a delete list that names the root', 'path-leaves-root', layer(), { deletes: './\0' }],
  ['a delete list with an option in it', 'path-leaves-root', layer(), { deletes: '-rf\0' }],
  ['a delete list that is cut short', 'not-tar', layer(file('./a')), { deletes: './a' }],
  ['a file through a file', 'parent-is-no-folder', layer(file('./a'), file('./a/b'))],
  ['a hard link to a path with .. in it', 'path-leaves-root', layer(hard('./a', '../decoy/file'))],
  ['a hard link to an absolute path', 'path-leaves-root', layer(hard('./a', '/etc/passwd'))],
  ['a hard link through a symbolic link', 'path-leaves-root', layer(link('./l', '..'), hard('./a', './l/decoy/file'))],
  ['a hard link to a file of another layer', 'path-leaves-root', layer(file('./a')), layer(hard('./b', './a'))],
  ['a hard link to a folder', 'path-leaves-root', layer(folder('d'), hard('./a', './d'))],
  ['the same file twice', 'duplicate', layer(file('./a'), file('./a', 'y'))],
  ['the same folder twice', 'duplicate', layer(folder('a'), folder('a'))],
  ['a file over one of the layer before', 'duplicate', layer(file('./a')), layer(file('./a', 'y'))],
  ['a character device', 'device', layer({ path: './null', type: '3' })],
  ['a block device', 'device', layer({ path: './sda', type: '4' })],
  ['a GNU long name', 'not-tar', layer({ path: '././@LongLink', type: 'L', body: '../outside\0' }, file('./a'))],
  [
    'a header for all that follows',
    'not-tar',
    layer({ path: 'g', type: 'g', body: '22 path=../outsidexx\n' }, file('./a')),
  ],
  ['an old GNU header', 'not-tar', layer({ ...file('./a'), magic: 'ustar  \0' })],
  ['a wrong checksum', 'not-tar', layer({ ...file('./a'), checksum: 1 })],
  [
    'two extended headers',
    'not-tar',
    {
      tar: tarOf(
        [root],
        Buffer.concat([
          extendedHeader({ path: './a' }),
          member({ ...file('./a'), pax: { mtime: '1' } }),
          Buffer.alloc(1024),
        ]),
      ),
    },
  ],
  [
    'a keyword twice by other means: a zero byte in a path',
    'not-tar',
    layer({ ...file('./a'), pax: { path: './a\0../outside' } }),
  ],
  ['an unknown keyword', 'not-tar', layer({ ...file('./a'), pax: { 'GNU.volume.filename': 'x' } })],
  ['a huge extended header', 'too-large', { tar: tarOf([root, { path: 'x', type: 'x', size: 2 ** 32 }]) }],
  ['contents behind a folder, that hide an entry', 'not-tar', layer({ ...folder('a'), body: smuggled })],
  [
    'a sparse map that promises more than there is',
    'not-tar',
    layer(sparse(sparseMap([[0, 4096]]), 'x'.repeat(512), '4096')),
  ],
  [
    'a sparse map that promises less, so that data become headers',
    'not-tar',
    layer(sparse(sparseMap([[0, 0]]), smuggled.toString('latin1'), '0')),
  ],
  ['a sparse map beyond the size', 'not-tar', layer(sparse(sparseMap([[1024, 512]]), 'x'.repeat(512), '512'))],
  [
    'a sparse file of an older form',
    'not-tar',
    layer({ ...file('./a'), pax: { 'GNU.sparse.map': '0,1', 'GNU.sparse.size': '1', 'GNU.sparse.numblocks': '1' } }),
  ],
  ['an entry after the end', 'not-tar', { tar: tarOf([root], Buffer.concat([Buffer.alloc(1024), smuggled])) }],
  [
    'a lone block of zeros',
    'not-tar',
    { tar: Buffer.concat([member(root), Buffer.alloc(512), smuggled, Buffer.alloc(1024)]) },
  ],
  ['no end', 'not-tar', { tar: member(root) }],
  ['an end in the middle of a file', 'not-tar', { tar: tarOf([root, { path: './a', size: 100_000 }]) }],
  ['a tar that is compressed twice', 'not-tar', { tar: zstdCompressSync(tarOf([root])) }],
  ['a gzip inside', 'not-tar', { tar: gzipSync(tarOf([root])) }],
  ['an empty tar', 'not-tar', { tar: Buffer.alloc(0) }],
  ['a size that is no number', 'not-tar', { tar: sizeField('12345678901z') }],
  ['a size beyond any file', 'too-large', layer({ ...file('./a'), size: 2 ** 32 })],
  [
    'a name longer than the kernel takes',
    'path-leaves-root',
    layer({ ...file('./a'), pax: { path: `./${'n'.repeat(300)}` } }),
  ],
  [
    'a path deeper than the kernel takes',
    'path-leaves-root',
    layer({ ...file('./a'), pax: { path: `./${'d/'.repeat(2500)}x` } }),
  ],
  ['a folder over a file of the layer before', 'duplicate', layer(file('./a')), layer(folder('a'))],
  [
    'a delete list of more names than allowed',
    'too-many',
    layer(),
    { deletes: Array.from({ length: 300 }, (_, n) => `./${n}\0`).join('') },
  ],
  ['a delete list through a file', 'parent-is-no-folder', layer(file('./a')), { deletes: './a/b\0' }],
  ['an empty name in a delete list', 'path-leaves-root', layer(), { deletes: '\0' }],
  ['a hard link to itself', 'path-leaves-root', layer(hard('./a', './a'))],
  ['a hard link to an entry that comes after', 'path-leaves-root', layer(hard('./a', './b'), file('./b'))],
  ['no tar at all', 'not-tar', { tar: Buffer.from('hello'.repeat(1000)) }],
  ['a bomb of contents', 'too-large', layer({ path: './a', body: Buffer.alloc(3_000_000) })],
  ['a bomb of zeros behind the end', 'too-large', { tar: tarOf([root], Buffer.alloc(40_000_000)) }],
  ['too many entries', 'too-many', layer(...Array.from({ length: 300 }, (_, index) => file(`./${index}`)))],
  ['an entry that the fingerprint does not name', 'differs-from-fingerprint', layer(file('./more'))],
];

let place: string;
let helper: HelperProcess;

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'holdfast-hostile-'));
  helper = new HelperProcess();
});
afterAll(async () => {
  await helper[Symbol.asyncDispose]();
  rmSync(place, { recursive: true, force: true });
});

let files = 0;

function stored(bytes: Buffer): { path: string; sha256: string; bytes: number } {
  files += 1;
  const path = join(place, `${files}.zst`);
  writeFileSync(path, bytes);
  return { path, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

function stackOf(steps: readonly Step[]): StackLayer[] {
  return steps.map(({ tar, deletes }) => ({
    tar: tar === undefined ? null : stored(zstdCompressSync(tar)),
    deletes: deletes === undefined ? null : stored(zstdCompressSync(Buffer.from(deletes, 'latin1'))),
  }));
}

/** Of a tree that holds its root only. */
function bareFingerprint(): string {
  const entry = {
    type: 'd',
    mode: 0o755,
    uid: 0,
    gid: 0,
    size: 0,
    mtimeNs: 0n,
    ctimeNs: 0n,
    inode: '1',
    links: 2,
    target: '',
  } as const;
  return stored(zstdCompressSync(Buffer.from(`./\0${encodeFields(entry)}\0`, 'latin1'))).path;
}

const limits = { limitBytes: 2_000_000, limitEntries: 200 };

/** A staging folder with something beside it that must stay as it is. */
function staging(): { into: string; beside(): string[] } {
  const around = mkdtempSync(join(place, 'around-'));
  const into = join(around, 'staging');
  mkdirSync(into);
  mkdirSync(join(around, 'decoy'));
  writeFileSync(join(around, 'decoy', 'file'), 'as it was');
  return { into, beside: () => [...readdirSync(around).sort(), ...readdirSync(join(around, 'decoy'))] };
}

it('stands for at least sixty ways to harm', () => {
  expect(hostile.length).toBeGreaterThanOrEqual(60);
  expect(new Set(hostile.map(([name]) => name)).size).toBe(hostile.length);
});

describe('a hostile archive', () => {
  it.each(hostile)(
    'with %s is found to be %s and writes nothing outside of its folder',
    async (_name, code, ...steps) => {
      const layers = stackOf(steps);
      const stack = { layers, fingerprint: bareFingerprint(), ...limits };
      const { problems } = await helper.order('stack.check', stack);
      expect(problems.map((problem) => problem.code)).toContain(code);
      const { into, beside } = staging();
      const outcome = await helper.order('extract.stack', { root: into, ...stack }).then(
        ({ differences }) => differences.count,
        (error: Error) => error.message,
      );
      if (code === 'differs-from-fingerprint') expect(outcome).toBe(1);
      else expect(outcome).toContain(code);
      expect(beside()).toEqual(['decoy', 'staging', 'file']);
      expect(existsSync('/tmp/holdfast-outside')).toBe(false);
    },
  );

  it('whose bytes were altered is said to be altered, wherever the damage shows first', async () => {
    const bytes = zstdCompressSync(tarOf([root, file('./a', 'abc'.repeat(5000))]));
    for (let at = 0; at < bytes.length; at += 7) {
      const { sha256 } = stored(bytes);
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 0x10;
      const layers = [{ tar: { ...stored(altered), sha256 }, deletes: null }];
      const { problems } = await helper.order('stack.check', { layers, fingerprint: bareFingerprint(), ...limits });
      expect(problems.map(({ code }) => code)).toEqual(['hash-differs']);
    }
  });

  it('that is not zstd, or needs a huge window, is refused', async () => {
    for (const bytes of [Buffer.from('plain'.repeat(100)), zstdCompressSync(tarOf([root])).subarray(0, -5)]) {
      const layers = [{ tar: stored(bytes), deletes: null }];
      const { problems } = await helper.order('stack.check', { layers, fingerprint: bareFingerprint(), ...limits });
      expect(problems.map(({ code }) => code)).toEqual(['not-zstd']);
    }
  });

  it.each([
    ['a path that leaves the root', './../a\0f 644 0 0 1 0.0000000000 0.0000000000 2 1 \0'],
    ['malformed fields', './a\0f 644 zero 0 1 0.0000000000 0.0000000000 2 1 \0'],
    ['a file without its folder', './b/a\0f 644 0 0 1 0.0000000000 0.0000000000 2 1 \0'],
    ['a device', './a\0c 644 0 0 1 0.0000000000 0.0000000000 2 1 \0'],
    ['half a record', './a\0f 644'],
  ])('whose fingerprint holds %s is refused', async (_name, record) => {
    const rootRecord = './\0d 755 0 0 0 0.0000000000 0.0000000000 1 2 \0';
    const fingerprint = stored(zstdCompressSync(Buffer.from(rootRecord + record, 'latin1'))).path;
    const { problems } = await helper.order('stack.check', { layers: stackOf([layer()]), fingerprint, ...limits });
    expect(problems.map(({ code }) => code)).toEqual(['differs-from-fingerprint']);
  });
});

it('takes valid outward links, odd names, FIFOs, setuid files and deep paths', async () => {
  const deep = `${'d'.repeat(200)}/${'e'.repeat(200)}`;
  const members: Member[] = [
    root,
    link('./out', '../../../etc/passwd'),
    link('./absolute', '/var/run/x'),
    link('./l', 'out'),
    hard('./l2', './l'),
    { ...file('./odd'), pax: { path: './n\nl\xff\\' } },
    { path: './fifo', type: '6' },
    { ...file('./setuid'), mode: 0o4755 },
    { path: 'd', type: '5', pax: { path: `./${'d'.repeat(200)}/` } },
    { ...file('./long'), pax: { path: `./${deep}` } },
    sparse(
      sparseMap([
        [0, 512],
        [1_048_576, 0],
      ]),
      'x'.repeat(512),
      '1048576',
    ),
  ];
  const { into } = staging();
  const stack = { layers: stackOf([{ tar: tarOf(members) }]), fingerprint: bareFingerprint(), ...limits };
  const { problems } = await helper.order('stack.check', stack);
  expect(problems.map(({ code }) => code)).toEqual(['differs-from-fingerprint']);
  const { differences } = await helper.order('extract.stack', { root: into, ...stack });
  expect(differences.count).toBe(members.length - 1);
  expect(differences.names.every((name) => name.endsWith(': not in the archive'))).toBe(true);
});
