import { mkdtemp, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newJobId } from '../archive/ids.ts';
import { layerName } from '../archive/layout.ts';
import { sha256 } from '../archive/sample.ts';
import { openStore } from './index.ts';
import { makeArchive, testSigner } from './make-archive.ts';
import type { Store } from './types.ts';

let folder = '';
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-store-'));
  store = await openStore(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('is for nobody else’s eyes', async () => {
  for (const path of [folder, store.archivesFolder, store.layersFolder, store.uploadsFolder]) {
    expect((await stat(path)).mode & 0o777).toBe(0o700);
  }
});

test('a sealed archive is read back whole, its layers lie under their content’s name, and its job’s folder is gone', async () => {
  const archive = await makeArchive(store, { contents: ['one', 'two'] });
  expect((await store.read(archive.id)).manifest).toEqual(archive.manifest);
  expect((await readdir(store.layersFolder)).sort()).toEqual(
    ['one', 'two'].map((text) => layerName('tar', sha256(text))).sort(),
  );
  expect(await readdir(join(folder, 'incoming'))).toEqual(['uploads']);
  expect(archive.bytes % 512).toBe(0);
});

test('every file of an archive stands in its manifest with size and hash, README and restore.sh too', async () => {
  const archive = await makeArchive(store, { contents: ['one'] });
  const paths = archive.manifest.files.map((file) => file.path);
  expect(paths).toEqual([
    'README',
    'database/shop.dump.zst',
    'evidence.json',
    'fingerprints/shop_files.zst',
    'restore.sh',
  ]);
  for (const file of archive.manifest.files) {
    expect(sha256(await readFile(join(archive.folder, file.path)))).toBe(file.sha256);
  }
});

test('a layer that exists is never written over', async () => {
  await makeArchive(store, { contents: ['same'] });
  const layer = join(store.layersFolder, layerName('tar', sha256('same')));
  const before = await stat(layer);
  await makeArchive(store, { contents: ['same'] });
  expect((await stat(layer)).ino).toBe(before.ino);
});

test('deleting one archive leaves what another one names', async () => {
  const first = await makeArchive(store, { contents: ['base', 'mine'] });
  const second = await makeArchive(store, { contents: ['base', 'yours'] });
  await store.delete(first.id);
  expect((await store.list()).archives.map((one) => one.id)).toEqual([second.id]);
  expect((await readdir(store.layersFolder)).sort()).toEqual(
    ['base', 'yours'].map((text) => layerName('tar', sha256(text))).sort(),
  );
  await expect(store.read(first.id)).rejects.toMatchObject({ code: 'archive.unknown' });
  await expect(store.delete(first.id)).rejects.toMatchObject({ code: 'archive.unknown' });
});

test('what a running job goes on from survives the archive that it came from, and no longer', async () => {
  const base = await makeArchive(store, { contents: ['base'] });
  const job = newJobId();
  await store.prepare(job);
  expect((await store.restOn(job, base.id)).manifest).toEqual(base.manifest);
  await store.delete(base.id);
  expect(await readdir(store.layersFolder)).toHaveLength(1);
  expect(await readFile(join(store.jobFolder(job), 'base/shop_files.zst'), 'utf8')).toBe('print');
  await store.discard(job);
  await store.sweep(new Set());
  expect(await readdir(store.layersFolder)).toHaveLength(0);
  await store.prepare(job);
  await expect(store.restOn(job, base.id)).rejects.toMatchObject({ code: 'archive.unknown' });
});

test('a damaged folder is reported, is no archive, and keeps every layer where it is', async () => {
  const damaged = await makeArchive(store, { contents: ['base'] });
  const whole = await makeArchive(store, { contents: ['other'] });
  await writeFile(join(damaged.folder, 'manifest.json'), '{"id":');
  const { archives, broken } = await store.list();
  expect(archives.map((one) => one.id)).toEqual([whole.id]);
  expect(broken.map((one) => one.name)).toEqual([damaged.id]);
  await expect(store.read(damaged.id)).rejects.toMatchObject({ code: 'archive.broken' });
  await store.sweep(new Set());
  expect(await readdir(store.layersFolder)).toHaveLength(2);
  await store.delete(damaged.id);
  expect(await readdir(store.layersFolder)).toHaveLength(1);
});

test('an archive with a layer missing or cut is not whole, and says which', async () => {
  const archive = await makeArchive(store, { contents: ['base'] });
  const layer = store.layerPath({ kind: 'tar', sha256: sha256('base') });
  await writeFile(layer, 'bas');
  await expect(store.read(archive.id)).rejects.toThrow(sha256('base'));
  await unlink(layer);
  await expect(store.read(archive.id)).rejects.toMatchObject({ code: 'archive.broken' });
});

test('does not seal what was written in another size than it was read', async () => {
  const cut = makeArchive(store, {
    contents: ['base'],
    afterWriting: (job) => writeFile(join(job, 'archive/database/shop.dump.zst'), 'du'),
  });
  await expect(cut).rejects.toMatchObject({ code: 'archive.written-wrong' });
  expect((await store.list()).archives).toEqual([]);
});

test('does not seal a manifest that names a layer nobody wrote', async () => {
  await expect(makeArchive(store, { contents: ['base'], unwritten: ['ghost'] })).rejects.toMatchObject({
    code: 'archive.layer-missing',
  });
});

test('a sweep keeps what a live job has and what is being uploaded, and clears a dead job’s', async () => {
  const [live, dead] = [newJobId(), newJobId()];
  await store.prepare(live);
  await store.prepare(dead);
  await writeFile(join(store.uploadsFolder, 'half'), 'half');
  const swept = await store.sweep(new Set([live]));
  expect(swept.jobs).toEqual([dead]);
  expect((await readdir(join(folder, 'incoming'))).sort()).toEqual([live, 'uploads'].sort());
  expect(await readdir(store.uploadsFolder)).toEqual(['half']);
});

test('an adopted archive keeps manifest and signature and gets README and restore.sh of ours', async () => {
  const made = await makeArchive(store, { contents: ['base'], signer: testSigner() });
  const { manifestText, signatureText, manifest } = made;
  await store.delete(made.id);
  const job = newJobId();
  const path = await store.prepare(job);
  await writeFile(join(path, 'archive/database/shop.dump.zst'), 'dump');
  await writeFile(join(path, 'archive/fingerprints/shop_files.zst'), 'print');
  await writeFile(join(path, 'archive/evidence.json'), await evidenceOf(manifest.evidence));
  await writeFile(join(path, 'layers/any'), 'base');
  const adopted = await store.adopt({
    jobId: job,
    manifestText,
    signatureText,
    files: manifest.files,
    layers: [{ file: 'any', kind: 'tar', bytes: 4, sha256: sha256('base') }],
  });
  expect(adopted.manifestText).toBe(manifestText);
  expect(adopted.signatureText).toBe(signatureText);
  expect(await readFile(join(adopted.folder, 'restore.sh'), 'utf8')).toContain('restore.sh');
});

/** The evidence that makeArchive wrote. */
async function evidenceOf(hash: string): Promise<string> {
  const { canonicalJson } = await import('../archive/canonical.ts');
  const { sampleEvidence } = await import('../archive/sample.ts');
  const text = canonicalJson(sampleEvidence());
  expect(sha256(text)).toBe(hash);
  return text;
}
