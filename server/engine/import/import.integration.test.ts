import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureHelperImage } from '../../../demo/images/helper.ts';
import { bundleLayout, readBundle } from '../../archive/bundle.ts';
import type { Finding } from '../../archive/finding.ts';
import { randomFrom } from '../../helper/testing/random-tree.ts';
import type { StoredArchive } from '../../storage/index.ts';
import { addUpload, findArchive, getUpload, recordArchive } from '../../store/index.ts';
import { sealedArchive } from '../catalogue.ts';
import type { EngineDeps } from '../dependencies.ts';
import { deleteHandler } from '../retention/index.ts';
import { type TestWorld, testContext, testWorld } from '../testing/deps.ts';
import { realArchive } from '../testing/real-archive.ts';
import { verifyHandler } from '../verify/index.ts';
import { importHandler } from './index.ts';
import { abandonedAfterMs, clearAbandoned, tidyUploads } from './tidy-uploads.ts';
import { uploadFile } from './upload-file.ts';

let here: TestWorld;
let there: TestWorld;
let tree = '';
let archive: StoredArchive;
let bundle = '';

beforeAll(async () => {
  const image = await ensureHelperImage();
  here = await testWorld(image);
  there = await testWorld(image);
  tree = await mkdtemp(join(tmpdir(), 'holdfast-tree-'));
  growTree(tree);
  archive = await realArchive(there.deps, { tree, change: () => changeTree(tree) });
  bundle = join(there.folder, 'bundle.tar');
  await saveBundle(archive, bundle);
  await recordArchive(there.deps.db, await sealedArchive(there.deps, archive), 'ada');
});
afterAll(async () => {
  await here?.[Symbol.asyncDispose]();
  await there?.[Symbol.asyncDispose]();
  await rm(tree, { recursive: true, force: true });
});

/** Files, folders, odd names, and links that point outward: valid data. */
function growTree(root: string): void {
  mkdirSync(join(root, 'sub/deeper'), { recursive: true });
  writeFileSync(join(root, 'sub/big'), randomBytes(300_000));
  writeFileSync(join(root, 'sub/gone'), 'gone');
  writeFileSync(join(root, 'line\nbreak'), 'odd');
  symlinkSync('/etc/passwd', join(root, 'outward'));
  symlinkSync('../../..', join(root, 'sub/up'));
}

function changeTree(root: string): void {
  writeFileSync(join(root, 'sub/deeper/new'), 'new');
  rmSync(join(root, 'sub/gone'));
}

async function saveBundle(of: StoredArchive, file: string): Promise<void> {
  const layout = bundleLayout(of);
  await pipeline(Readable.fromWeb(readBundle(layout, 0, layout.totalBytes) as never), createWriteStream(file));
}

/** Uploads a file as tus would have left it, and runs its import. */
async function importFile({ deps }: TestWorld, file: string) {
  const id = await placeUpload(deps, file);
  const context = testContext('import', { uploadId: id });
  const outcome = await importHandler(deps).run(context);
  const result = outcome.result as { id: string | null; origin: string | null; findings: Finding[] };
  return { outcome, ...result, upload: await getUpload(deps.db, id), uploadId: id };
}

async function placeUpload(deps: EngineDeps, file: string): Promise<string> {
  const id = randomBytes(16).toString('hex');
  await copyFile(file, uploadFile(deps.store, id));
  await writeFile(`${uploadFile(deps.store, id)}.json`, '{}');
  await addUpload(deps.db, { id, file: 'shop.tar', bytes: (await stat(file)).size, createdBy: 'ada' });
  return id;
}

/** Nothing of an upload is left: no bytes, no folder of its job, no layer, no archive. */
async function expectNothingLeft({ deps }: TestWorld): Promise<void> {
  expect(await readdir(deps.store.uploadsFolder)).toEqual([]);
  expect(await readdir(join(deps.store.folder, 'incoming'))).toEqual(['uploads']);
  expect(await readdir(deps.store.archivesFolder)).toEqual([]);
  expect(await readdir(deps.store.layersFolder)).toEqual([]);
}

async function refused(file: string) {
  const said = await importFile(here, file);
  expect(said.outcome.state).toBe('failed');
  expect(said.upload).toMatchObject({ state: 'refused', findings: [{ level: 'refuse' }] });
  expect(said.findings[0]?.remedy).toBeTruthy();
  await expectNothingLeft(here);
  return said.outcome.error?.code;
}

function made(name: string, make: (file: string) => void): string {
  const file = join(here.folder, name);
  make(file);
  return file;
}

test('what was truncated anywhere is refused and leaves nothing', async () => {
  const whole = readFileSync(bundle);
  for (const share of [0.001, 0.5, 0.99]) {
    const cut = made('cut.tar', (file) => writeFileSync(file, whole.subarray(0, Math.floor(whole.length * share))));
    expect(await refused(cut)).toMatch(/^import\.(truncated|not-an-archive|incomplete)$/);
  }
});

test('what is no archive is refused as such', async () => {
  expect(await refused(made('text', (file) => writeFileSync(file, 'hello\n'.repeat(1000))))).toBe(
    'import.not-an-archive',
  );
  expect(await refused(made('empty', (file) => writeFileSync(file, '')))).toMatch(/not-an-archive|truncated/);
  const zipped = made('b.tar.gz', (file) =>
    writeFileSync(file, execFileSync('gzip', ['-c', bundle], { maxBuffer: 2 ** 30 })),
  );
  expect(await refused(zipped)).toBe('import.not-an-archive');
  const other = made('other.tar', (file) => execFileSync('tar', ['-cf', file, '-C', tree, 'sub']));
  expect(await refused(other)).toMatch(/not-an-archive|unsafe/);
});

test('paths that leave the root are refused, and nothing is written there', async () => {
  writeFileSync(join(here.folder, 'text'), 'evil');
  const name = `holdfast-escape-${randomBytes(4).toString('hex')}`;
  const evil = made('evil.tar', (file) =>
    execFileSync('tar', [
      '-cf',
      file,
      '--format=ustar',
      '-P',
      '--transform',
      `s,.*,shop/../../../../../../tmp/${name},`,
      '-C',
      here.folder,
      'text',
    ]),
  );
  expect(await refused(evil)).toBe('import.unsafe');
  expect(existsSync(join(tmpdir(), name))).toBe(false);
});

/** A thousand by HOLDFAST_ROUNDS=1000. */
const rounds = Number(process.env.HOLDFAST_ROUNDS ?? 12);
const seed = Number(process.env.HOLDFAST_SEED ?? 20261124);

function flip(bytes: Buffer, at: number, bit: number): Buffer {
  const flipped = Buffer.from(bytes);
  flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << bit), at);
  return flipped;
}

test(
  `each of ${rounds} flipped bits of a bundle is found, or changes nothing that is kept`,
  async () => {
    const whole = readFileSync(bundle);
    const chance = randomFrom(seed);
    for (let round = 0; round < rounds; round += 1) {
      const [at, bit] = [chance(whole.length), chance(8)];
      const file = made('flipped.tar', (path) => writeFileSync(path, flip(whole, at, bit)));
      const said = await importFile(here, file);
      const where = `seed ${seed}, round ${round}, byte ${at}, bit ${bit}`;
      if (said.outcome.state === undefined) {
        // A bit in a header's fields that nobody reads (owner, time) or in the padding: every part is what was sealed.
        const kept = join(here.folder, 'kept.tar');
        await saveBundle(await here.deps.store.read(archive.id), kept);
        expect(readFileSync(kept).equals(whole), where).toBe(true);
        await here.deps.store.delete(archive.id);
      } else expect(said.outcome.error?.code, where).toMatch(/^import\./);
      await expectNothingLeft(here);
    }
  },
  rounds * 10_000 + 60_000,
);

test(
  `each of ${rounds} flipped bits in the store is found by verifying, before anything could be restored`,
  async () => {
    const listed = execFileSync('find', [archive.folder, there.deps.store.layersFolder, '-type', 'f'], {
      encoding: 'utf8',
    });
    const files = listed.split('\n').filter(Boolean).sort();
    const chance = randomFrom(seed + 1);
    for (let round = 0; round < rounds; round += 1) {
      const file = files[chance(files.length)] ?? '';
      const bytes = readFileSync(file);
      const [at, bit] = [chance(bytes.length), chance(8)];
      writeFileSync(file, flip(bytes, at, bit));
      const verifying = verifyHandler(there.deps).run(testContext('verify', { archiveId: archive.id }));
      const said = await verifying.then(
        ({ error }) => error?.code,
        (error) => error.code,
      );
      writeFileSync(file, bytes);
      expect(said, `seed ${seed}, round ${round}, ${file}, byte ${at}, bit ${bit}`).toBe('archive.broken');
    }
  },
  rounds * 10_000 + 60_000,
);

test.each<[string, 'tar' | 'delete', (folder: string) => Buffer]>([
  [
    'a file through a link of an earlier layer',
    'tar',
    (folder) => {
      mkdirSync(join(folder, 'sub/up'), { recursive: true });
      writeFileSync(join(folder, 'sub/up/evil'), 'evil');
      return layer(folder, ['./sub/up/evil']);
    },
  ],
  [
    'a path with ..',
    'tar',
    (folder) => {
      writeFileSync(join(folder, 'evil'), 'evil');
      return layer(folder, ['./evil'], ['-P', '--transform', 's,.*,../evil,']);
    },
  ],
  [
    'an absolute path',
    'tar',
    (folder) => {
      writeFileSync(join(folder, 'evil'), 'evil');
      return layer(folder, ['./evil'], ['-P', '--transform', 's,.*,/evil,']);
    },
  ],
  ['a delete list that leaves', 'delete', () => zstd(Buffer.from('./../evil\0'))],
  ['a delete list through a link', 'delete', () => zstd(Buffer.from('./sub/up/evil\0'))],
  ['bytes that are no tar', 'tar', () => zstd(Buffer.from('no tar at all'.repeat(200)))],
  ['bytes that are not compressed', 'tar', () => Buffer.from('plain')],
])('a foreign archive with %s in a layer is refused, though it is signed', async (_what, kind, make) => {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-hostile-'));
  const hostile = await realArchive(there.deps, { tree, hostile: { kind, content: make(folder) } });
  const file = join(there.folder, 'hostile.tar');
  await saveBundle(hostile, file);
  expect(await refused(file)).toMatch(/^import\.(unsafe|contradicts)$/);
  await there.deps.store.delete(hostile.id);
  await rm(folder, { recursive: true });
});

function layer(folder: string, names: string[], options: string[] = []): Buffer {
  return zstd(execFileSync('tar', ['-c', '--format=posix', '--no-recursion', ...options, '-C', folder, ...names]));
}
function zstd(content: Buffer): Buffer {
  return execFileSync('zstd', ['-c'], { input: content });
}

test('a foreign archive is taken in, warned of, read wholly, handed out again, and known when it comes again', async () => {
  const first = await importFile(here, bundle);
  expect(first).toMatchObject({ id: archive.id, origin: 'foreign', upload: { state: 'done', archiveId: archive.id } });
  expect(first.findings.map((finding) => [finding.code, finding.level])).toEqual([
    ['whole', 'pass'],
    ['foreign-key', 'warn'],
  ]);
  expect(await findArchive(here.deps.db, archive.id)).toMatchObject({
    origin: 'foreign',
    createdBy: 'ada',
    proof: 'none',
  });

  const again = join(here.folder, 'again.tar');
  const stored = await here.deps.store.read(archive.id);
  await saveBundle(stored, again);
  expect(readFileSync(again).equals(readFileSync(bundle))).toBe(true);

  const second = await importFile(here, again);
  expect(second).toMatchObject({ id: archive.id, origin: 'foreign', findings: [{ code: 'already-here' }] });
  expect(await readdir(here.deps.store.uploadsFolder)).toEqual([]);

  const verified = await verifyHandler(here.deps).run(testContext('verify', { archiveId: archive.id }));
  expect(verified.state).toBeUndefined();
  expect(await findArchive(here.deps.db, archive.id)).toMatchObject({ proof: 'verified' });
});

test('verifying finds one flipped bit of a layer, says where, and the archive’s proof is failed', async () => {
  const [hash] = archive.manifest.volumes[0]?.layers.map((each) => each.tar?.sha256 ?? '') ?? [];
  const file = here.deps.store.layerPath({ kind: 'tar', sha256: hash ?? '' });
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(1000) ^ 4, 1000);
  writeFileSync(file, bytes);
  const outcome = await verifyHandler(here.deps).run(testContext('verify', { archiveId: archive.id }));
  expect(outcome).toMatchObject({ state: 'failed', error: { code: 'archive.broken' } });
  expect((outcome.result as { findings: Finding[] }).findings[0]?.text).toContain('shop_files');
  expect(await findArchive(here.deps.db, archive.id)).toMatchObject({ proof: 'failed' });
});

test('deleting removes the archive from store and catalogue; a crash after the rename is finished by recovery', async () => {
  const context = testContext('delete', { archiveId: archive.id });
  await deleteHandler(here.deps).run(context);
  await expectNothingLeft(here);
  expect(await findArchive(here.deps.db, archive.id)).toBeNull();
  expect(await deleteHandler(here.deps).recover(context)).toMatchObject({ state: 'succeeded' });
});

test('an import that died is begun again by recovery, and one that had been sealed is found', async () => {
  const id = await placeUpload(here.deps, bundle);
  const context = testContext('import', { uploadId: id });
  await here.deps.store.prepare(context.job.id);
  expect(await importHandler(here.deps).recover(context)).toMatchObject({
    state: 'succeeded',
    outcome: { result: { id: archive.id } },
  });
  expect(await importHandler(here.deps).recover(context)).toMatchObject({
    state: 'succeeded',
    outcome: { result: { id: archive.id } },
  });
  await here.deps.store.delete(archive.id);
  await expectNothingLeft(here);
});

test('our own archive comes back as ours after it was deleted', async () => {
  const own = await realArchive(here.deps, { tree });
  const file = join(here.folder, 'own.tar');
  await saveBundle(own, file);
  await recordArchive(here.deps.db, await sealedArchive(here.deps, own), 'ada');
  await here.deps.store.delete(own.id);
  expect(await importFile(here, file)).toMatchObject({
    id: own.id,
    origin: 'here',
    findings: [{ code: 'whole' }, { code: 'signature' }],
  });
  await here.deps.store.delete(own.id);
});

test('another archive under the id of one that we have is refused, and ours stays as it was', async () => {
  const own = await realArchive(here.deps, { tree });
  const { id, createdAt } = own.manifest;
  const other = await realArchive(there.deps, { tree, manifest: { id, createdAt, note: 'not the same' } });
  const file = join(there.folder, 'other.tar');
  await saveBundle(other, file);
  const said = await importFile(here, file);
  expect(said.outcome.error?.code).toBe('import.id-taken');
  expect(said.upload).toMatchObject({ state: 'refused' });
  expect((await here.deps.store.read(id)).manifestText).toBe(own.manifestText);
  await here.deps.store.delete(id);
  await there.deps.store.delete(id);
  await expectNothingLeft(here);
});

test('an upload that we failed to check is kept, and is taken in when it is checked again', async () => {
  const id = await placeUpload(here.deps, bundle);
  const away = { ...here.deps, helperImage: 'holdfast/gone:1' };
  const context = testContext('import', { uploadId: id });
  await expect(importHandler(away).run(context)).rejects.toMatchObject({ code: 'docker.image-missing' });
  expect(await getUpload(here.deps.db, id)).toMatchObject({ state: 'kept', findings: [{ level: 'refuse' }] });
  expect((await stat(uploadFile(here.deps.store, id))).size).toBe((await stat(bundle)).size);
  expect((await tidyUploads(here.deps)).removed).toEqual([]);

  const full = { ...here.deps.store, space: async () => ({ usedBytes: 0, freeBytes: 1000 }) };
  const noRoom = await importHandler({ ...here.deps, store: full }).run(testContext('import', { uploadId: id }));
  expect(noRoom.error?.code).toBe('import.no-space');
  expect(await getUpload(here.deps.db, id)).toMatchObject({ state: 'kept' });

  const outcome = await importHandler(here.deps).run(testContext('import', { uploadId: id }));
  expect(outcome.result).toMatchObject({ id: archive.id });
  await here.deps.store.delete(archive.id);
  await expectNothingLeft(here);
});

test('a cancelled import takes nothing in, says so and keeps the file, which goes when nobody wants it for a day', async () => {
  const id = await placeUpload(here.deps, bundle);
  const context = testContext('import', { uploadId: id });
  const cancelling = {
    ...context,
    progress: { ...context.progress, stage: (name: string) => name === 'Check' && context.cancel() },
  };
  await expect(importHandler(here.deps).run(cancelling as never)).rejects.toThrow();
  expect(await getUpload(here.deps.db, id)).toMatchObject({ state: 'kept', findings: [{ code: 'cancelled' }] });
  const tomorrow = new Date(Date.now() + abandonedAfterMs + 1000);
  expect(await clearAbandoned({ ...here.deps, clock: () => tomorrow })).toEqual([id]);
  await expectNothingLeft(here);
});
