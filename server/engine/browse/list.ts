import type { Fingerprint } from '../../archive/fingerprint.ts';
import type { Entry } from '../../archive/fingerprint-entry.ts';
import type { ArchiveId } from '../../archive/ids.ts';
import { escapeName } from '../../archive/names.ts';
import type { FileEntry, FileListing } from '../../contract/files.ts';
import type { EngineDeps } from '../dependencies.ts';
import { findPath, volumeOf, volumeTree } from './volume-tree.ts';

export type ListInput = {
  id: ArchiveId;
  /** Real name or compose key. */
  volume: string;
  /** Escaped; empty: the root. */
  path: string;
  /** Part of a name, whatever its case; absent: the folder itself is listed. */
  search?: string | undefined;
  /** What the page before gave as `next`. */
  cursor?: string | undefined;
  limit: number;
};

/** One page of a folder, or of what is found below it. @throws `archive.…`, `files.no-volume`, `files.no-such-path` */
export async function listFolder(deps: Pick<EngineDeps, 'store'>, input: ListInput): Promise<FileListing> {
  const archive = await deps.store.read(input.id);
  const volume = volumeOf(archive, input.volume);
  const tree = await volumeTree(archive, volume);
  const { index } = findPath(tree, input.path, volume.name);
  const self = entryOf(tree, index);
  const page = input.search ? search(tree, index, input) : children(tree, index, input);
  return { archiveId: archive.id, volume: volume.name, self, ...page };
}

type Page = Pick<FileListing, 'entries' | 'total' | 'next'>;

function children(tree: Fingerprint, folder: number, { cursor, limit }: ListInput): Page {
  if (!tree.isFolder(folder)) return { entries: [], total: 0, next: null };
  const all = [...tree.children(folder)]
    .map((index) => ({ index, name: tree.path(index), folder: tree.isFolder(index) }))
    .sort((a, b) => Number(b.folder) - Number(a.folder) || (a.name < b.name ? -1 : 1));
  const from = Number(cursor ?? 0);
  const shown = all.slice(from, from + limit);
  const next = from + limit < all.length ? String(from + limit) : null;
  return { entries: shown.map(({ index }) => entryOf(tree, index)), total: all.length, next };
}

function search(tree: Fingerprint, folder: number, { search: wanted = '', cursor, limit }: ListInput): Page {
  const entries: FileEntry[] = [];
  const needle = wanted.toLowerCase();
  const end = tree.end(folder);
  for (let index = Math.max(folder + 1, Number(cursor ?? 0)); index < end; index += 1) {
    if (!nameOf(tree.path(index)).toLowerCase().includes(needle)) continue;
    if (entries.length === limit) return { entries, total: null, next: String(index) };
    entries.push(entryOf(tree, index));
  }
  return { entries, total: null, next: null };
}

const nameOf = (path: string): string => escapeName(path.slice(path.lastIndexOf('/') + 1));

const types = { f: 'file', d: 'folder', l: 'link', p: 'fifo' } as const;

export function entryOf(tree: Fingerprint, index: number): FileEntry {
  const path = tree.path(index);
  const entry: Entry = tree.entry(index);
  return {
    name: nameOf(path),
    path: escapeName(path),
    type: types[entry.type],
    mode: entry.mode.toString(8).padStart(4, '0'),
    uid: entry.uid,
    gid: entry.gid,
    size: entry.type === 'f' ? entry.size : 0,
    mtime: timeOf(entry.mtimeNs),
    mtimeNs: entry.mtimeNs.toString(),
    links: entry.links,
    target: entry.type === 'l' ? escapeName(entry.target) : null,
    below: entry.type === 'd' ? tree.end(index) - index - 1 : 0,
  };
}

/** Times that no calendar holds (a file may claim any) show as the first. */
function timeOf(ns: bigint): string {
  const date = new Date(Number(ns / 1_000_000n));
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
}
