import { createHash } from 'node:crypto';
import { parentOf } from '../../archive/fingerprint.ts';
import type { TarEntry } from '../../archive/tar/entry.ts';
import { NodeTable } from './node-table.ts';
import { refuseEntry } from './problem.ts';

/** Hundreds of times what any tree of the size we promise holds; beyond it the names alone would fill the memory. */
const maxNameBytes = 64 * 1024 * 1024;
const maxXattrBytes = 32 * 1024 * 1024;

/**
 * The tree that a stack makes, without making it: each entry is held against the state it applies to. A path can only
 * go through folders, so whatever links an archive brings, nothing it says reaches outside of its root.
 */
export class TreeModel {
  readonly nodes = new NodeTable();
  /** Attributes by node, where there are any. */
  readonly #xattrs = new Map<number, ReadonlyMap<string, Buffer>>();
  readonly #sharedXattrs = new Map<string, ReadonlyMap<string, Buffer>>();
  readonly #limitEntries: number;
  #xattrBytes = 0;
  #layer = 0;
  #entries = 0;
  #nameBytes = 0;

  constructor(limitEntries: number) {
    this.#limitEntries = limitEntries;
  }

  /** Entries of all layers so far. */
  get entries(): number {
    return this.#entries;
  }

  beginLayer(): void {
    this.#layer += 1;
  }

  /** @throws StackRefused when the entry doesn't fit the state */
  add(entry: TarEntry): void {
    this.#count(entry.path);
    const node = entry.type === 'd' ? this.#folder(entry) : this.#other(entry);
    this.nodes.setLayer(node, this.#layer);
    if (entry.type === 'h') return;
    this.nodes.setFacts(node, { ...entry, type: entry.type, target: entry.target === '' ? '' : digest(entry.target) });
    if (entry.xattrs.size > 0) this.#xattrs.set(node, this.#shared(entry));
    else this.#xattrs.delete(node);
  }

  /** Removes what stands at a path of a delete list. Where nothing stands, nothing happens. */
  remove(path: string): void {
    this.#count(path);
    if (path === '') throw refuseEntry('path-leaves-root', path, 'a delete list names the root itself');
    const parent = this.#resolve(parentOf(path));
    if (parent === null) return;
    if (!this.nodes.isFolder(parent))
      throw refuseEntry('parent-is-no-folder', path, 'a delete list goes through something that is no folder');
    this.nodes.remove(parent, nameOf(path));
  }

  /** Whether any entry of any layer has attributes. */
  get hasXattrs(): boolean {
    return this.#sharedXattrs.size > 0;
  }

  /** Attributes repeat from file to file (labels do), so equal ones are kept once. */
  #shared(entry: TarEntry): ReadonlyMap<string, Buffer> {
    const key = [...entry.xattrs].map(([name, value]) => `${name}\0${value.toString('latin1')}`).join('\0');
    const known = this.#sharedXattrs.get(key);
    if (known !== undefined) return known;
    this.#xattrBytes += key.length;
    if (this.#xattrBytes > maxXattrBytes)
      throw refuseEntry('too-large', entry.path, 'attributes take more than 32 MiB');
    this.#sharedXattrs.set(key, entry.xattrs);
    return entry.xattrs;
  }

  xattrsOf(node: number): ReadonlyMap<string, Buffer> {
    return this.#xattrs.get(this.nodes.fileOf(node)) ?? none;
  }

  /** The node at a path; null when there is none. */
  at(path: string): number | null {
    return this.#resolve(path);
  }

  #folder(entry: TarEntry): number {
    if (entry.path === '') return this.#fresh(this.nodes.root, entry);
    const parent = this.#parent(entry.path);
    const there = this.nodes.child(parent, nameOf(entry.path));
    if (there === null) return this.nodes.add(parent, nameOf(entry.path), 'd');
    if (!this.nodes.isFolder(there))
      throw refuseEntry('duplicate', entry.path, 'a folder, where something else stands already');
    return this.#fresh(there, entry);
  }

  #fresh(node: number, entry: TarEntry): number {
    if (this.nodes.layerOf(node) === this.#layer)
      throw refuseEntry('duplicate', entry.path, 'stands twice in one layer');
    return node;
  }

  #other(entry: TarEntry): number {
    const parent = this.#parent(entry.path);
    const name = nameOf(entry.path);
    if (this.nodes.child(parent, name) !== null)
      throw refuseEntry('duplicate', entry.path, 'stands already, and no delete list names it');
    if (entry.type === 'h') return this.nodes.link(parent, name, this.#linkTarget(entry));
    return this.nodes.add(parent, name, entry.type);
  }

  /** A hard link names an entry of its own layer that came before: all names of a file travel together. */
  #linkTarget(entry: TarEntry): number {
    const target = this.#resolve(entry.target);
    const inLayer = target !== null && !this.nodes.isFolder(target) && this.nodes.layerOf(target) === this.#layer;
    if (!inLayer) throw refuseEntry('path-leaves-root', entry.path, 'a hard link to what is no file of its layer');
    return target;
  }

  /** The folder an entry goes into. Missing ones are made, as tar makes them; the comparison at the end judges them. */
  #parent(path: string): number {
    let node = this.nodes.root;
    const parent = parentOf(path);
    for (const name of parent === '' ? [] : parent.split('/')) {
      const next = this.nodes.child(node, name);
      if (next !== null && !this.nodes.isFolder(next))
        throw refuseEntry('parent-is-no-folder', path, 'its path goes through something that is no folder');
      node = next ?? this.#implied(node, name, path);
    }
    return node;
  }

  #implied(parent: number, name: string, path: string): number {
    this.#count(path);
    return this.nodes.add(parent, name, 'd');
  }

  #resolve(path: string): number | null {
    let node: number | null = this.nodes.root;
    for (const name of path === '' ? [] : path.split('/')) {
      node = this.nodes.child(node, name);
      if (node === null) return null;
    }
    return node;
  }

  #count(path: string): void {
    this.#entries += 1;
    this.#nameBytes += path.length - path.lastIndexOf('/');
    if (this.#entries > this.#limitEntries)
      throw refuseEntry('too-many', path, `more than ${this.#limitEntries} entries`);
    if (this.#nameBytes > maxNameBytes) throw refuseEntry('too-many', path, 'its names alone take more than 64 MiB');
  }
}

const none: ReadonlyMap<string, Buffer> = new Map();

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Link targets are compared by digest, so that long ones take no memory. */
export function digest(target: string): string {
  return createHash('sha256').update(target, 'latin1').digest('base64').slice(0, 16);
}
