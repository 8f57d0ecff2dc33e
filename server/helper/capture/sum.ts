import type { Fingerprint } from '../../archive/fingerprint.ts';
import { decodeFields } from '../../archive/fingerprint-entry.ts';

/** Adds up sizes of files; an inode with several names counts once in `apparent`, once a name in `named`. */
export class SizeSum {
  readonly #seen = new Set<string>();
  apparent = 0;
  named = 0;

  add(fields: string): void {
    const { type, size, inode, links } = decodeFields(fields);
    if (type !== 'd') this.#addFile(size, links, () => inode);
  }

  addEntry(tree: Fingerprint, index: number): void {
    if (tree.isFolder(index)) return;
    this.#addFile(tree.size(index), tree.links(index), () => tree.entry(index).inode);
  }

  #addFile(size: number, links: number, inode: () => string): void {
    this.named += size;
    if (links > 1) {
      if (this.#seen.has(inode())) return;
      this.#seen.add(inode());
    }
    this.apparent += size;
  }
}

export function bytesIn(tree: Fingerprint): SizeSum {
  const sum = new SizeSum();
  for (let index = 0; index < tree.count; index += 1) sum.addEntry(tree, index);
  return sum;
}
