import { decodeFields, type Entry, fieldsAreSound } from './fingerprint-entry.ts';

/**
 * A fingerprint in memory: the bytes as find wrote them and an index of a few bytes an entry, so that 200,000 files take
 * about 30 MiB. Entries stand in find's order: a folder before what lies in it, and all that lies in it follows without a gap.
 */
export class Fingerprint {
  readonly count: number;
  /** Sockets and device nodes are left out everywhere (tar ignores the first, no restore may make the second) and only counted. */
  readonly sockets: number;
  readonly devices: number;
  readonly #bytes: Buffer;
  /** Where each entry's path and its fields begin. */
  readonly #paths: Uint32Array;
  readonly #fields: Uint32Array;
  #table: Int32Array | null = null;
  #ends: Uint32Array | null = null;

  private constructor(
    bytes: Buffer,
    paths: Uint32Array,
    fields: Uint32Array,
    left: { sockets: number; devices: number },
  ) {
    this.#bytes = bytes;
    this.#paths = paths;
    this.#fields = fields;
    this.count = paths.length;
    this.sockets = left.sockets;
    this.devices = left.devices;
  }

  /** @throws Error when the bytes are no sequence of records; it doesn't look into them (see {@link flawOf}). */
  static parse(bytes: Buffer): Fingerprint {
    let paths = new Uint32Array(1024);
    let fields = new Uint32Array(1024);
    const left = { sockets: 0, devices: 0 };
    let count = 0;
    for (let at = 0; at < bytes.length; ) {
      const middle = bytes.indexOf(0, at);
      const end = middle < 0 ? -1 : bytes.indexOf(0, middle + 1);
      if (end < 0 || bytes[at] !== dot || bytes[at + 1] !== slash)
        throw new Error(`no fingerprint: broken at byte ${at}`);
      const type = bytes[middle + 1];
      if (type === socket) left.sockets += 1;
      else if (type === blockDevice || type === charDevice) left.devices += 1;
      else {
        if (count === paths.length) {
          paths = doubled(paths);
          fields = doubled(fields);
        }
        paths[count] = at + 2;
        fields[count] = middle + 1;
        count += 1;
      }
      at = end + 1;
    }
    return new Fingerprint(bytes, paths.slice(0, count), fields.slice(0, count), left);
  }

  /** Relative to the root; empty for the root itself. */
  path(index: number): string {
    return this.#bytes.toString('latin1', this.#paths[index], this.#fieldsAt(index) - 1);
  }

  fields(index: number): string {
    return this.#bytes.toString('latin1', this.#fieldsAt(index), this.#endOf(index));
  }

  entry(index: number): Entry {
    return decodeFields(this.fields(index));
  }

  isFolder(index: number): boolean {
    return this.#bytes[this.#fieldsAt(index)] === folder;
  }

  /** Bytes of a file's content: without decoding the rest of its fields, as the next two. */
  size(index: number): number {
    return this.#numberAt(this.#startOf(index, fieldOf.size));
  }

  links(index: number): number {
    return this.#numberAt(this.#startOf(index, fieldOf.links));
  }

  /** Whether the ctime is at or after this. */
  changedSince(index: number, ns: bigint): boolean {
    const at = this.#startOf(index, fieldOf.ctime);
    const seconds = this.#bytes[at] === minus ? Number.NaN : this.#numberAt(at);
    const wanted = Number(ns / 1_000_000_000n);
    return seconds === wanted || Number.isNaN(seconds) ? this.entry(index).ctimeNs >= ns : seconds > wanted;
  }

  /** An entry as find wrote it. */
  record(index: number): Buffer {
    return this.#bytes.subarray((this.#paths[index] ?? 0) - 2, this.#endOf(index) + 1);
  }

  /** Whether an entry of another fingerprint has the same path and the same fields. */
  isSame(index: number, other: Fingerprint, at: number): boolean {
    const from = this.#paths[index] ?? 0;
    const to = this.#endOf(index) + 1;
    const start = other.#paths[at] ?? 0;
    const end = start + to - from;
    return end <= other.#bytes.length && this.#bytes.compare(other.#bytes, start, end, from, to) === 0;
  }

  /** -1 when there is no such path. */
  indexOf(path: string): number {
    const table = this.#index();
    const mask = table.length - 1;
    for (let slot = hashOfString(path) & mask; ; slot = (slot + 1) & mask) {
      const found = table[slot] ?? 0;
      if (found === 0) return -1;
      if (this.#holds(found - 1, path)) return found - 1;
    }
  }

  /** Index after the last entry that lies below this one. */
  end(index: number): number {
    this.#ends ??= this.#findEnds();
    return this.#ends[index] ?? index + 1;
  }

  /** The entries directly in a folder. */
  *children(index: number): Generator<number> {
    const end = this.end(index);
    for (let child = index + 1; child < end; child = this.end(child)) yield child;
  }

  /** Why it can't be a tree's fingerprint, or null. For fingerprints that nobody vouches for. */
  flawOf(): string | null {
    if (this.sockets + this.devices > 0) return 'it names sockets or devices';
    if (this.count === 0 || this.path(0) !== '' || !this.isFolder(0)) return 'it does not begin with the root';
    for (let index = 0; index < this.count; index += 1) {
      const path = this.path(index);
      if (index > 0 && !pathIsSound(path)) return `a path leaves the root (entry ${index})`;
      if (!fieldsAreSound(this.fields(index))) return `the fields of entry ${index} are malformed`;
      if (this.indexOf(path) !== index) return `a path stands twice (entry ${index})`;
      if (index > 0 && !this.#parentHolds(index, path)) return `entry ${index} does not follow its folder`;
    }
    return null;
  }

  #parentHolds(index: number, path: string): boolean {
    const parent = this.indexOf(parentOf(path));
    return parent >= 0 && parent < index && index < this.end(parent) && this.isFolder(parent);
  }

  #fieldsAt(index: number): number {
    const start = this.#fields[index];
    if (start === undefined) throw new RangeError(`no entry ${index}`);
    return start;
  }

  /** Where the fields end. */
  #endOf(index: number): number {
    return this.#bytes.indexOf(0, this.#fieldsAt(index));
  }

  /** Where the field begins that so many others stand before. */
  #startOf(index: number, before: number): number {
    let at = this.#fieldsAt(index);
    for (let left = before; left > 0; at += 1) if (this.#bytes[at] === space) left -= 1;
    return at;
  }

  #numberAt(start: number): number {
    let number = 0;
    for (let at = start; ; at += 1) {
      const digit = (this.#bytes[at] ?? 0) - zero;
      if (digit < 0 || digit > 9) return number;
      number = number * 10 + digit;
    }
  }

  #holds(index: number, path: string): boolean {
    const start = this.#paths[index] ?? 0;
    return this.#fieldsAt(index) - 1 - start === path.length && this.path(index) === path;
  }

  #index(): Int32Array {
    if (this.#table !== null) return this.#table;
    const table = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(this.count, 4) * 2)));
    const mask = table.length - 1;
    for (let index = 0; index < this.count; index += 1) {
      const path = this.path(index);
      let slot = hashOfString(path) & mask;
      while (table[slot] !== 0 && !this.#holds((table[slot] ?? 0) - 1, path)) slot = (slot + 1) & mask;
      if (table[slot] === 0) table[slot] = index + 1;
    }
    this.#table = table;
    return table;
  }

  #findEnds(): Uint32Array {
    const ends = new Uint32Array(this.count);
    const open: { index: number; prefix: string }[] = [];
    for (let index = 0; index < this.count; index += 1) {
      const path = this.path(index);
      for (let top = open.at(-1); top !== undefined && !path.startsWith(top.prefix); top = open.at(-1)) {
        ends[top.index] = index;
        open.pop();
      }
      ends[index] = index + 1;
      if (this.isFolder(index)) open.push({ index, prefix: path === '' ? '' : `${path}/` });
    }
    for (const { index } of open) ends[index] = this.count;
    return ends;
  }
}

const [dot, slash, socket, blockDevice, charDevice, folder, space, minus] = Buffer.from('./sbcd -');
const zero = '0'.charCodeAt(0);

/** How many fields stand before it. */
const fieldOf = { size: 4, ctime: 6, links: 8 };

export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Relative, with no empty part, no `.` and no `..`; short enough for the kernel. */
export function pathIsSound(path: string): boolean {
  return (
    path.length <= 4096 &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && part.length <= 255)
  );
}

function doubled(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(array.length * 2);
  next.set(array);
  return next;
}

/** FNV-1a from a start that nobody outside knows, so that names can't be chosen to collide. */
const start = Math.floor(Math.random() * 2 ** 32);
function hashOfString(text: string): number {
  let hash = start;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
