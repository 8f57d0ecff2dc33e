import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { Fingerprint } from '../../archive/fingerprint.ts';
import type { ManifestVolume } from '../../archive/manifest.ts';
import { unescapeName } from '../../archive/names.ts';
import { fail, messageOf } from '../../errors/error.ts';
import type { StoredArchive } from '../../storage/index.ts';

const decompress = promisify(zstdDecompress);

/** About a million entries. */
const maxBytes = 128 * 1024 * 1024;

/** The volume of that name or compose key. @throws `files.no-volume` */
export function volumeOf({ manifest }: StoredArchive, name: string): ManifestVolume {
  const found =
    manifest.volumes.find((volume) => volume.name === name) ?? manifest.volumes.find((volume) => volume.key === name);
  if (!found) throw fail('files.no-volume', { archive: manifest.id, volume: name.slice(0, 255) });
  return found;
}

/** The last one that was read: people walk through one volume at a time. */
let last: { key: string; tree: Fingerprint } | null = null;

/** The frozen state of a volume, read again by its hash. @throws `archive.broken` */
export async function volumeTree(archive: StoredArchive, { fingerprint }: ManifestVolume): Promise<Fingerprint> {
  const sealed = archive.manifest.files.find(({ path }) => path === fingerprint)?.sha256 ?? '';
  if (last?.key === sealed) return last.tree;
  try {
    const stored = await readFile(archive.locate(fingerprint));
    if (createHash('sha256').update(stored).digest('hex') !== sealed) throw new Error('it is not what was sealed');
    const tree = Fingerprint.parse(await decompress(stored, { maxOutputLength: maxBytes }));
    last = { key: sealed, tree };
    return tree;
  } catch (error) {
    throw fail('archive.broken', { archive: archive.id, why: `${fingerprint}: ${messageOf(error)}` }, error);
  }
}

/**
 * Finds an escaped path. Only what the fingerprint names is found, so nothing that was typed becomes a path of its own.
 * @returns its place, and the path as bytes (latin1)
 * @throws `files.no-such-path`
 */
export function findPath(tree: Fingerprint, shown: string, volume: string): { index: number; path: string } {
  const path = unescapeName(shown.replace(/^\.?\/+/, '').replace(/\/+$/, ''));
  const index = path === null ? -1 : tree.indexOf(path === '.' ? '' : path);
  if (path === null || index < 0) throw fail('files.no-such-path', { volume, path: shown.slice(0, 500) });
  return { index, path: tree.path(index) };
}
