import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { encodeFields } from '../../archive/fingerprint-entry.ts';
import { tarOf } from '../testing/tar-builder.ts';
import { workplace } from '../testing/workplace.ts';

const at = workplace();
const root = { path: './', type: '5', mode: 0o755 };
const entry = { mode: 0o644, uid: 0, gid: 0, size: 0, mtimeNs: 0n, ctimeNs: 0n, links: 1, target: '' } as const;
const rootRecord = `./\0${encodeFields({ ...entry, type: 'd', mode: 0o755, inode: '1' })}\0`;

function stored(folder: string, bytes: Buffer | string) {
  const path = join(folder, String(readdirSync(folder).length));
  const compressed = zstdCompressSync(bytes);
  writeFileSync(path, compressed);
  return { path, bytes: compressed.length, sha256: createHash('sha256').update(compressed).digest('hex') };
}

it.each([false, true])('keeps every byte of contents that take many pieces (own: %s)', async (own) => {
  const [archive, into] = [at.fresh(), at.fresh()];
  const body = randomBytes(48 * 1024 * 1024);
  const record = `./f\0${encodeFields({ ...entry, type: 'f', size: body.length, inode: '2' })}\0`;
  const { differences } = await at.helper.order('extract.stack', {
    root: into,
    layers: [{ tar: stored(archive, tarOf([root, { path: './f', body }])), deletes: null }],
    fingerprint: stored(archive, rootRecord + record).path,
    limitBytes: 2 * body.length,
    limitEntries: 10,
    own,
  });
  expect(differences.count).toBe(0);
  expect(readFileSync(join(into, 'f')).equals(body)).toBe(true);
});

it('takes no harm from padding that tar does not read', async () => {
  const [archive, into] = [at.fresh(), at.fresh()];
  const padded = Buffer.concat([tarOf([root, { path: './f', body: 'good' }]), Buffer.alloc(4 << 20)]);
  const record = `./f\0${encodeFields({ ...entry, type: 'f', size: 4, inode: '2' })}\0`;
  const { differences } = await at.helper.order('extract.stack', {
    root: into,
    layers: [{ tar: stored(archive, padded), deletes: null }],
    fingerprint: stored(archive, rootRecord + record).path,
    limitBytes: 100,
    limitEntries: 10,
    own: true,
  });
  expect(differences.count).toBe(0);
});

it('uses nothing of an own layer that was altered', async () => {
  const [archive, into] = [at.fresh(), at.fresh()];
  const layer = stored(archive, tarOf([root, { path: './f', body: 'good' }]));
  writeFileSync(layer.path, zstdCompressSync(tarOf([root, { path: './f', body: 'evil' }])));
  const record = `./f\0${encodeFields({ ...entry, type: 'f', size: 4, inode: '2' })}\0`;
  const order = at.helper.order('extract.stack', {
    root: into,
    layers: [{ tar: layer, deletes: null }],
    fingerprint: stored(archive, rootRecord + record).path,
    limitBytes: 100,
    limitEntries: 10,
    own: true,
  });
  await expect(order).rejects.toThrow('hash-differs');
  expect(readdirSync(into)).toEqual([]);
});

it.each([false, true])('removes every name of a list that takes many pieces (own: %s)', async (own) => {
  const [archive, into] = [at.fresh(), at.fresh()];
  const paths = Array.from({ length: 5000 }, (_, index) => `./${String(index).padStart(80, '0')}`);
  const files = paths.map((path) => ({ path, body: 'x' }));
  const { differences } = await at.helper.order('extract.stack', {
    root: into,
    layers: [
      { tar: stored(archive, tarOf([root, ...files])), deletes: null },
      { tar: stored(archive, tarOf([root])), deletes: stored(archive, paths.map((path) => `${path}\0`).join('')) },
    ],
    fingerprint: stored(archive, rootRecord).path,
    limitBytes: 1_000_000,
    limitEntries: 20_000,
    own,
  });
  expect(differences.count).toBe(0);
  expect(readdirSync(into)).toEqual([]);
});
