import type { HeaderBlock } from './header.ts';
import { memberPath } from './member-path.ts';
import { decodePax, type PaxRecords } from './pax.ts';
import { TarProblem } from './problem.ts';

/** A member of a tar, as it would be extracted. Names are latin1 strings, one char a byte. */
export type TarEntry = {
  /** Relative to the root, empty for the root itself. */
  path: string;
  /** File, folder, symbolic link, FIFO, hard link. */
  type: 'f' | 'd' | 'l' | 'p' | 'h';
  mode: number;
  uid: number;
  gid: number;
  /** Of the file as it will be, holes included. */
  size: number;
  mtimeNs: bigint;
  /** Of a symbolic link, as it stands; of a hard link, a path relative to the root. */
  target: string;
  /** Null for a sparse file's absent map: data are stored as they are. */
  sparse: boolean;
  /** Bytes that follow in the archive, padding not counted. */
  storedBytes: number;
  xattrs: ReadonlyMap<string, Buffer>;
};

const types: Record<string, TarEntry['type']> = { '0': 'f', '1': 'h', '2': 'l', '5': 'd', '6': 'p' };
const noXattrs: ReadonlyMap<string, Buffer> = new Map();

/** Puts a header and the extended header before it together. @throws TarProblem */
export function entryOf(header: HeaderBlock, extended: Buffer | null): TarEntry {
  const type = typeOf(header.type);
  const pax: PaxRecords | null = extended === null ? null : decodePax(extended);
  const storedBytes = pax?.size ?? header.size;
  if (type !== 'f' && (storedBytes !== 0 || pax?.sparse !== undefined))
    throw new TarProblem('not-tar', 'an entry that is no file has contents');
  const linkName = pax?.linkpath ?? header.linkName;
  if ((type === 'l' || type === 'h') && linkName === '') throw new TarProblem('not-tar', 'a link has no target');
  return {
    path: memberPath(pax?.sparse?.name ?? pax?.path ?? header.name, type === 'd' ? 'folder' : 'other'),
    type,
    mode: header.mode & 0o7777,
    uid: pax?.uid ?? header.uid,
    gid: pax?.gid ?? header.gid,
    size: pax?.sparse?.realSize ?? storedBytes,
    mtimeNs: pax?.mtimeNs ?? BigInt(header.mtime) * 1_000_000_000n,
    target: type === 'h' ? memberPath(linkName, 'other') : type === 'l' ? linkName : '',
    sparse: pax?.sparse !== undefined,
    storedBytes,
    xattrs: pax?.xattrs ?? noXattrs,
  };
}

function typeOf(flag: string): TarEntry['type'] {
  if (flag === '3' || flag === '4') throw new TarProblem('device', 'a device node');
  const type = types[flag];
  if (type === undefined)
    throw new TarProblem('not-tar', `an entry is of a type that no archive of ours holds (${JSON.stringify(flag)})`);
  return type;
}
