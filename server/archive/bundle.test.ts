import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BundleLayout, bundleLayout, readBundle } from './bundle.ts';
import { tarHeader } from './bundle-header.ts';
import { canonicalJson } from './canonical.ts';
import { layerName } from './layout.ts';
import { manifestSchema } from './manifest.ts';
import { sampleManifest, sampleVolume, sha256 } from './sample.ts';
import { recordOf, sumsText } from './sums.ts';

/** An archive on disk whose volume has a name as long as Docker allows. */
const contents = ['a'.repeat(700_001), 'b', ''];
const longName = `shop_${'x'.repeat(200)}`;
let folder = '';
let layout: BundleLayout;
let whole: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-bundle-'));
  const aids = [recordOf('README', 'read me'), recordOf('restore.sh', 'restore')];
  const texts: Record<string, string> = {
    README: 'read me',
    'restore.sh': 'restore',
    'database/shop.dump.zst': 'dump',
    [`fingerprints/${longName}.zst`]: 'print',
  };
  const manifest = manifestSchema.parse({
    ...sampleManifest({ volumes: [sampleVolume(longName, contents)] }),
    key: 'hf-X',
    evidence: sha256(''),
    files: Object.entries(texts).map(([path, text]) => recordOf(path, text)),
  });
  const source = {
    manifest,
    manifestText: canonicalJson(manifest),
    signatureText: 'sig',
    aids,
    locate: (path: string) => join(folder, path),
  };
  texts['manifest.json'] = source.manifestText;
  texts['manifest.json.sig'] = source.signatureText;
  texts.SHA256SUMS = sumsText(source);
  for (const content of contents) texts[`layers/${layerName('tar', sha256(content))}`] = content;
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  layout = bundleLayout(source);
  whole = await read(0, layout.totalBytes);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(from: number, to: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readBundle(layout, from, to)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('is exactly as long as its layout says', () => {
  expect(whole.length).toBe(layout.totalBytes);
  expect(whole.length % 512).toBe(0);
});

test('any range of it is that part of the whole', async () => {
  const position = fc.integer({ min: 0, max: layout.totalBytes });
  await fc.assert(
    fc.asyncProperty(position, position, async (a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      expect((await read(from, to)).equals(whole.subarray(from, to))).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('GNU tar lists it with the manifest first, under one folder, with a name of any length', () => {
  const names = execFileSync('tar', ['-tf', '-'], { input: whole, encoding: 'utf8' }).trim().split('\n');
  expect(names.slice(0, 3)).toEqual([
    'shop-20261124-154100-ab12/manifest.json',
    'shop-20261124-154100-ab12/manifest.json.sig',
    'shop-20261124-154100-ab12/SHA256SUMS',
  ]);
  expect(names).toContain(`shop-20261124-154100-ab12/fingerprints/${longName}.zst`);
  expect(names.slice(3)).toEqual(names.slice(3).sort());
});

test('unpacked, sha256sum finds every file as SHA256SUMS says, and owner and time are fixed', async () => {
  const out = join(folder, 'out');
  await mkdir(out);
  execFileSync('tar', ['-xf', '-', '-C', out], { input: whole });
  const top = join(out, 'shop-20261124-154100-ab12');
  execFileSync('sha256sum', ['--strict', '--quiet', '-c', 'SHA256SUMS'], { cwd: top });
  expect((await readdir(join(top, 'layers'))).length).toBe(3);
  const facts = await stat(join(top, 'manifest.json'));
  expect(facts.mtimeMs).toBe(Date.parse('2026-11-24T15:41:00Z'));
  expect(facts.mode & 0o777).toBe(0o600);
  expect(await readFile(join(top, 'restore.sh'), 'utf8')).toBe('restore');
});

test('a file that is not as long as the manifest says ends the stream with an error, never a short bundle', async () => {
  const layer = join(folder, 'layers', layerName('tar', sha256('b')));
  await writeFile(layer, 'bb');
  await expect(read(0, layout.totalBytes)).rejects.toMatchObject({ code: 'archive.broken' });
  await writeFile(layer, 'b');
});

test('reads nothing until it is asked, and lets go of its file when it is cancelled', async () => {
  const reader = readBundle(layout, 0, layout.totalBytes).getReader();
  const before = await openFiles();
  for (let piece = await reader.read(); !piece.done && piece.value.length < 256 * 1024; ) piece = await reader.read();
  expect(await openFiles()).toBe(before + 1);
  await reader.cancel();
  expect(await openFiles()).toBe(before);
});

test('a size beyond 8 GiB is in the header, as GNU tar reads it', () => {
  const header = tarHeader({ path: 'big', bytes: 20_000_000_000, mode: 0o600, mtime: 0 });
  const listed = execFileSync('sh', ['-c', 'tar -tvf - 2>/dev/null || true'], { input: header, encoding: 'utf8' });
  expect(listed).toContain('20000000000');
});

/** Open descriptors that lead into the test's folder. */
async function openFiles(): Promise<number> {
  const links = await readdir('/proc/self/fd');
  const { readlink } = await import('node:fs/promises');
  const targets = await Promise.all(links.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return targets.filter((target) => target.startsWith(folder)).length;
}
