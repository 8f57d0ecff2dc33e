import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fingerprint } from '../../archive/fingerprint.ts';
import { findFormat } from '../../archive/fingerprint-entry.ts';
import type { Layer, LayerFile } from '../../archive/manifest.ts';
import { sha256 } from '../../archive/sample.ts';
import type { NewLayer } from '../../storage/index.ts';

/** A volume's stack as files, and what the manifest says of it. */
export type MadeLayers = {
  layers: Layer[];
  written: NewLayer[];
  fingerprint: Buffer;
  facts: { files: number; bytes: number };
};

/**
 * Makes a volume's layers from a tree and its changes, by the host's own tar and find: a full layer, then one for each
 * change with its delete list. Apart from the code that captures, so that what reads layers is tried against the format.
 * @param folder where the layers' files go
 */
export function makeLayers(tree: string, folder: string, changes: readonly (() => void)[]): MadeLayers {
  const layers: Layer[] = [];
  const written: NewLayer[] = [];
  const store = (kind: NewLayer['kind'], content: Buffer): LayerFile => {
    const bytes = zstd(content);
    const file = `made-${written.length}`;
    writeFileSync(join(folder, file), bytes);
    const stored = { bytes: bytes.length, sha256: sha256(bytes) };
    written.push({ file, kind, ...stored });
    return stored;
  };
  let seen = look(tree);
  layers.push({ tar: store('tar', pack(tree, paths(seen))), deletes: null, entries: seen.count });
  for (const change of changes) {
    change();
    const now = look(tree);
    const copied = paths(now).filter((path) => fieldsAt(now, path) !== fieldsAt(seen, path));
    const deleted = paths(seen).filter((path) => mustGo(seen, now, path));
    const deletes = deleted.length > 0 ? store('delete', list(deleted)) : null;
    const tar = copied.length > 0 ? store('tar', pack(tree, copied)) : null;
    if (tar || deletes) layers.push({ tar, deletes, entries: copied.length });
    seen = now;
  }
  return { layers, written, fingerprint: zstd(find(tree)), facts: { files: seen.count, bytes: apparentBytes(seen) } };
}

function find(tree: string): Buffer {
  return execFileSync('find', ['.', '-printf', findFormat], { cwd: tree, maxBuffer: 2 ** 28 });
}

const look = (tree: string): Fingerprint => Fingerprint.parse(find(tree));

function paths(of: Fingerprint): string[] {
  return Array.from({ length: of.count }, (_, index) => of.path(index));
}

function fieldsAt(of: Fingerprint, path: string): string | null {
  const at = of.indexOf(path);
  return at < 0 ? null : of.fields(at);
}

/** Gone, of another type, or copied again: only folders stay where they are. */
function mustGo(before: Fingerprint, after: Fingerprint, path: string): boolean {
  const at = after.indexOf(path);
  if (at < 0) return true;
  const [old, now] = [before.entry(before.indexOf(path)), after.entry(at)];
  return old.type !== now.type || (now.type !== 'd' && before.fields(before.indexOf(path)) !== after.fields(at));
}

function apparentBytes(of: Fingerprint): number {
  const sizes = new Map<string, number>();
  for (let index = 0; index < of.count; index += 1) {
    const { type, inode, size } = of.entry(index);
    if (type === 'f') sizes.set(inode, size);
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

const list = (names: readonly string[]): Buffer => Buffer.from(names.map((path) => `./${path}\0`).join(''), 'latin1');

function pack(tree: string, names: readonly string[]): Buffer {
  const options = ['--format=posix', '--numeric-owner', '--sparse', '--xattrs', '--xattrs-include=*'];
  return execFileSync('tar', ['-c', ...options, '--no-recursion', '--null', '-T', '-'], {
    cwd: tree,
    input: list(names),
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: 2 ** 30,
  });
}

function zstd(content: Buffer): Buffer {
  return execFileSync('zstd', ['-q', '-c'], { input: content, maxBuffer: 2 ** 30 });
}
