/**
 * One entry of a fingerprint: what GNU find says of a file with {@link findFormat}. A record is
 *
 *     ./<path> NUL <type> <mode> <uid> <gid> <size> <mtime> <ctime> <inode> <links> <link target> NUL
 *
 * Paths and link targets are bytes, here latin1 strings (one char a byte). The root's own path is empty. Mode is octal
 * with setuid, setgid and sticky; times are seconds with a fraction that counts forward from the whole second, also before 1970.
 */
export type EntryType = 'f' | 'd' | 'l' | 'p';

export type Entry = {
  type: EntryType;
  mode: number;
  uid: number;
  gid: number;
  /** Bytes; meaningless for folders. */
  size: number;
  mtimeNs: bigint;
  ctimeNs: bigint;
  inode: string;
  links: number;
  /** Of a symbolic link, else empty. */
  target: string;
};

const fields = '%y %m %U %G %s %T@ %C@ %i %n %l\\0';
/** For `find . -printf`, started in the root. */
export const findFormat = `./%P\\0${fields}`;
/** For `find ./a ./b -printf`: paths as they were given, relative to the root. */
export const findFormatBelow = `%p\\0${fields}`;

/** Decodes the fields of a record. The caller knows that they are well-formed. */
export function decodeFields(text: string): Entry {
  const parts = text.split(' ', 9);
  const [type, mode, uid, gid, size, mtime, ctime, inode, links] = parts as [EntryType, ...string[]];
  const head = parts.reduce((sum, part) => sum + part.length + 1, 0);
  return {
    type,
    mode: Number.parseInt(mode ?? '', 8),
    uid: Number(uid),
    gid: Number(gid),
    size: Number(size),
    mtimeNs: findTimeNs(mtime ?? ''),
    ctimeNs: findTimeNs(ctime ?? ''),
    inode: inode ?? '',
    links: Number(links),
    target: text.slice(head),
  };
}

/** The fields of a record, as find prints them. */
export function encodeFields(entry: Entry): string {
  const { type, mode, uid, gid, size, mtimeNs, ctimeNs, inode, links, target } = entry;
  return `${type} ${mode.toString(8)} ${uid} ${gid} ${size} ${findTime(mtimeNs)} ${findTime(ctimeNs)} ${inode} ${links} ${target}`;
}

const numbers = String.raw`[0-7]{1,4} \d{1,10} \d{1,10} \d{1,15} -?\d{1,12}\.\d{9,10} -?\d{1,12}\.\d{9,10} \d{1,20} \d{1,10}`;
const sound = new RegExp(`^(?:[fdp] ${numbers} |l ${numbers} .{1,4096})$`, 's');

/** Whether the fields could have come from find; for fingerprints out of an archive that nobody vouches for. */
export function fieldsAreSound(text: string): boolean {
  return sound.test(text);
}

const billion = 1_000_000_000n;

/** Nanoseconds since the epoch, from find's `%T@`: whole seconds rounded down, and the fraction from there. */
export function findTimeNs(text: string): bigint {
  const dot = text.indexOf('.');
  if (dot < 0) return BigInt(text) * billion;
  return BigInt(text.slice(0, dot)) * billion + BigInt(text.slice(dot + 1, dot + 10).padEnd(9, '0'));
}

/** The same in find's spelling. */
export function findTime(ns: bigint): string {
  const rest = ((ns % billion) + billion) % billion;
  return `${(ns - rest) / billion}.${rest.toString().padStart(9, '0')}0`;
}
