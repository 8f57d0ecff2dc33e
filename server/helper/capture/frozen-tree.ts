import { type Fingerprint, parentOf } from '../../archive/fingerprint.ts';
import { decodeFields } from '../../archive/fingerprint-entry.ts';

export type FrozenEntry = { path: string; fields: string };

/** The tree as it stands in the freeze: the fingerprint of the pre-copy, less what is gone, plus what the delta holds. */
export class FrozenTree {
  readonly #base: Fingerprint;
  readonly #removed: Uint8Array;
  /** 1 for each entry of the base that the delta holds as well. */
  readonly #changed: Uint8Array;
  /** Fields by path, of everything in the delta. */
  readonly #delta = new Map<string, string>();

  constructor(base: Fingerprint) {
    this.#base = base;
    this.#removed = new Uint8Array(base.count);
    this.#changed = new Uint8Array(base.count);
  }

  /** The fields of a path; null when there is none. */
  get(path: string): string | null {
    const changed = this.#delta.get(path);
    if (changed !== undefined) return changed;
    const index = this.#base.indexOf(path);
    return index < 0 || this.#removed[index] === 1 ? null : this.#base.fields(index);
  }

  /** Takes an entry, new or in the place of the old one. */
  set(path: string, fields: string): void {
    this.#delta.set(path, fields);
    const index = this.#base.indexOf(path);
    if (index >= 0) this.#changed[index] = 1;
  }

  isInDelta(path: string): boolean {
    return this.#delta.has(path);
  }

  /** Whether an entry of the base is as it was. */
  isUntouched(index: number): boolean {
    return this.#removed[index] === 0 && this.#changed[index] === 0;
  }

  isRemoved(index: number): boolean {
    return this.#removed[index] === 1;
  }

  /** Forgets an entry of the base and what lies below it. */
  removeBelow(index: number): void {
    this.#removed.fill(1, index, this.#base.end(index));
  }

  /** Forgets a path that tar did not find any more. */
  drop(path: string): void {
    this.#delta.delete(path);
    const index = this.#base.indexOf(path);
    if (index >= 0) this.removeBelow(index);
  }

  /** Inodes in the delta that have several names. */
  linkedInodes(): Set<string> {
    const inodes = new Set<string>();
    for (const fields of this.#delta.values()) {
      const { type, inode, links } = decodeFields(fields);
      if (type !== 'd' && links > 1) inodes.add(inode);
    }
    return inodes;
  }

  /** Folders before what lies in them. */
  deltaPaths(): string[] {
    return [...this.#delta.keys()].map(sortable).sort().map(readable);
  }

  /** All entries, each folder before what lies in it and without a gap; those that are as in the base by their index there. */
  *entries(): Generator<number | FrozenEntry> {
    const root = this.get('');
    if (root === null) return;
    const added = this.#addedByFolder();
    yield this.isUntouched(0) ? 0 : { path: '', fields: root };
    yield* this.#below('', added);
    for (let index = 1; index < this.#base.count; index += 1) {
      if (this.#removed[index] === 1) continue;
      yield this.isUntouched(index) ? index : this.#changedEntry(this.#base.path(index));
      if (added.size > 0) yield* this.#below(this.#base.path(index), added);
    }
  }

  #changedEntry(path: string): FrozenEntry {
    return { path, fields: this.#delta.get(path) ?? '' };
  }

  *#below(folder: string, added: Map<string, string[]>): Generator<FrozenEntry> {
    for (const path of added.get(folder) ?? []) {
      yield this.#changedEntry(path);
      yield* this.#below(path, added);
    }
  }

  /** Entries of the delta that the base does not have, by their folder. */
  #addedByFolder(): Map<string, string[]> {
    const added = new Map<string, string[]>();
    for (const path of this.#delta.keys()) {
      const index = this.#base.indexOf(path);
      if (index >= 0 && this.#removed[index] === 0) continue;
      const folder = parentOf(path);
      const siblings = added.get(folder);
      if (siblings === undefined) added.set(folder, [path]);
      else siblings.push(path);
    }
    return added;
  }
}

/** No name holds a zero byte, so with it in the slash's place a folder's entries follow it without a gap. */
function sortable(path: string): string {
  return path.replaceAll('/', '\0');
}

function readable(key: string): string {
  return key.replaceAll('\0', '/');
}
