import { execFileSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureHelperImage } from '../../../demo/images/helper.ts';
import { unescapeName } from '../../archive/names.ts';
import { bytesOf } from '../../helper/files/names.ts';
import { describedTree } from '../../helper/testing/described-tree.ts';
import type { StoredArchive } from '../../storage/index.ts';
import { type TestWorld, testWorld } from '../testing/deps.ts';
import { realArchive } from '../testing/real-archive.ts';
import { contentsOf, listFolder, openPart } from './index.ts';

const never = new AbortController().signal;
let world: TestWorld;
let tree: string;
let archive: StoredArchive;

beforeAll(async () => {
  world = await testWorld(await ensureHelperImage());
  tree = mkdtempSync(join(tmpdir(), 'holdfast-browse-'));
  const at = (path: string) => join(tree, path);
  mkdirSync(at('sub/deep'), { recursive: true });
  mkdirSync(at('other'));
  writeFileSync(at('sub/file'), 'first');
  writeFileSync(at('sub/gone'), 'gone');
  writeFileSync(at('other/elsewhere'), 'shared');
  linkSync(at('other/elsewhere'), at('sub/zwilling'));
  writeFileSync(Buffer.concat([bytesOf(`${tree}/sub/`), Buffer.from([0x6e, 0xff, 0x0a, 0x5c])]), 'odd');
  symlinkSync('../../../etc/passwd', at('sub/outward'));
  writeFileSync(at('sub/holes'), 'x');
  truncateSync(at('sub/holes'), 5_000_000);
  execFileSync('setfattr', ['-n', 'user.note', '-v', 'kept', at('sub/deep')]);
  archive = await realArchive(world.deps, {
    tree,
    change: [
      () => {
        writeFileSync(at('sub/file'), 'second');
        rmSync(at('sub/gone'));
      },
      () => {
        writeFileSync(at('sub/file'), 'third and last');
        renameSync(at('sub/deep'), at('sub/deeper'));
        utimesSync(at('sub'), 1_500_000_000, 1_500_000_000.5);
      },
    ],
  });
});
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  if (tree) await rm(tree, { recursive: true, force: true });
});

const listed = (path: string, more = {}) =>
  listFolder(world.deps, { id: archive.id, volume: 'files', path, limit: 100, ...more });

async function read(path: string): Promise<{ name: string; body: Buffer }> {
  const { name, bytes, stream } = await openPart(world.deps, { id: archive.id, volume: 'shop_files', path }, never);
  const body = await buffer(stream);
  expect(body.length).toBe(bytes);
  return { name, body };
}

/** Nothing of ours is on Docker, and no folder of work in the store. */
async function expectNothingLeft(): Promise<void> {
  const filter = ['--filter', `label=holdfast.instance=${world.deps.instance}`];
  expect(execFileSync('docker', ['ps', '-aq', ...filter], { encoding: 'utf8' })).toBe('');
  expect(execFileSync('docker', ['volume', 'ls', '-q', ...filter], { encoding: 'utf8' })).toBe('');
  await expect.poll(() => readdirSync(join(world.deps.store.folder, 'incoming'))).toEqual(['uploads']);
}

test('a folder is listed with folders first, names escaped, and page by page', async () => {
  const { self, entries, total } = await listed('sub');
  expect(self).toMatchObject({ path: 'sub', type: 'folder', mtime: '2017-07-14T02:40:00.500Z' });
  const names = ['deeper', 'file', 'holes', 'n\\377\\012\\\\', 'outward', 'zwilling'];
  expect(entries.map(({ name }) => name)).toEqual(names);
  expect(total).toBe(6);
  expect(entries.find(({ name }) => name === 'outward')).toMatchObject({ type: 'link', target: '../../../etc/passwd' });
  expect(entries.find(({ name }) => name === 'zwilling')).toMatchObject({ type: 'file', links: 2, size: 6 });
  const paged: string[] = [];
  for (let cursor: string | undefined | null; cursor !== null; ) {
    const page = await listed('sub', { limit: 2, ...(cursor ? { cursor } : {}) });
    paged.push(...page.entries.map(({ name }) => name));
    cursor = page.next;
  }
  expect(paged).toEqual(names);
});

test('a search finds names below a folder, whatever their case', async () => {
  const found = async (search: string, path = '') => (await listed(path, { search })).entries.map((each) => each.path);
  expect(await found('E')).toEqual(expect.arrayContaining(['sub/deeper', 'sub/file', 'other/elsewhere']));
  expect(await found('else', 'sub')).toEqual([]);
  expect((await listed('', { search: 'e', limit: 1 })).next).not.toBeNull();
});

test('what is in the volumes and the database is told', async () => {
  const { volumes, databases } = await contentsOf(world.deps, archive.id);
  expect(volumes).toMatchObject([{ name: 'shop_files', key: 'files', files: archive.manifest.volumes[0]?.files }]);
  expect(databases).toMatchObject([{ name: 'shop', tables: [{ schema: 'public', name: 'orders', rows: 12 }] }]);
});

test('a file comes out of the newest layer that has it', async () => {
  expect(await read('sub/file')).toEqual({ name: 'file', body: Buffer.from('third and last') });
  await expectNothingLeft();
});

test('a name that is not UTF-8 goes both ways', async () => {
  const odd = (await listed('sub')).entries.find(({ name }) => name.startsWith('n\\'));
  expect(unescapeName(odd?.path ?? '')).toBe('sub/n\xff\n\\');
  expect((await read(odd?.path ?? '')).body.toString()).toBe('odd');
});

test('a hard link whose other name lies elsewhere, and a file with holes, come out whole', async () => {
  expect((await read('sub/zwilling')).body.toString()).toBe('shared');
  const holes = (await read('sub/holes')).body;
  expect(holes.length).toBe(5_000_000);
  expect(holes.subarray(0, 2).toString('latin1')).toBe('x\0');
});

test.each(['sub', ''])('folder “%s” comes as a tar of exactly what was there', async (path) => {
  const { name, body } = await read(path);
  expect(name).toBe(path === '' ? 'files.tar' : 'sub.tar');
  const into = mkdtempSync(join(tmpdir(), 'holdfast-part-'));
  const flags = ['-x', '-p', '--same-owner', '--numeric-owner', '--xattrs', '--xattrs-include=*'];
  execFileSync('tar', [...flags, '-C', into], { input: body, maxBuffer: 2 ** 28 });
  expect(describedTree(join(into, path))).toEqual(describedTree(join(tree, path)));
  expect(readdirSync(into)).toEqual(path === '' ? readdirSync(tree) : ['sub']);
  await rm(into, { recursive: true });
});

test.each([
  'sub/gone',
  'sub/deep',
  '../sub',
  'sub/../other',
  '/etc/passwd',
  'sub/outward/x',
  'nothing',
  'sub\\057file',
])('there is no “%s” in it', async (path) => {
  await expect(read(path)).rejects.toMatchObject({ code: 'files.no-such-path' });
  await expect(listed(path)).rejects.toMatchObject({ code: 'files.no-such-path' });
});

test('a reader that goes away, and one that gives up while it is brought out, leave nothing', async () => {
  const input = { id: archive.id, volume: 'files', path: 'sub/holes' };
  const { stream } = await openPart(world.deps, input, never);
  stream.destroy();
  await expectNothingLeft();
  const gone = new AbortController();
  const opening = openPart(world.deps, input, gone.signal);
  gone.abort();
  await expect(opening).rejects.toThrow();
  await expectNothingLeft();
});

test('a damaged layer is never handed out', async () => {
  const file = world.deps.store.layerPath({
    kind: 'tar',
    sha256: archive.manifest.volumes[0]?.layers[0]?.tar?.sha256 ?? '',
  });
  execFileSync('dd', ['if=/dev/zero', `of=${file}`, 'bs=1', 'count=4', 'seek=300', 'conv=notrunc', 'status=none']);
  await expect(read('sub/file')).rejects.toMatchObject({ code: 'docker.helper-failed' });
  await expectNothingLeft();
});
