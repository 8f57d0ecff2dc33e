import type { Fingerprint } from '../../archive/fingerprint.ts';
import { decodeFields } from '../../archive/fingerprint-entry.ts';

/** Adds up sizes of files; an inode with several names counts once in `apparent`, once a name in `named`. */
export class SizeSum {
  readonly #seen = new Set<string>();
  apparent = 0;
  named = 0;

  add(fields: string): void {
    const { type, size, inode, links } = decodeFields(fields);
    if (type === 'd') return;
    this.named += size;
    if (links > 1) {
      if (this.#seen.has(inode)) return;
      this.#seen.add(inode);
    }
    this.apparent += size;
  }
}

export function bytesIn(tree: Fingerprint): SizeSum {
  const sum = new SizeSum();
  for (let index = 0; index < tree.count; index += 1) sum.add(tree.fields(index));
  return sum;
}
