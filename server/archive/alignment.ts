import type { Fingerprint } from './fingerprint.ts';

/** Of each entry of a tree: where its path stands in another one (-1: nowhere), and 1 where its fields are the same there. */
export type Alignment = { there: Int32Array; same: Uint8Array };

/** Two looks at one tree mostly find the same in the same order: the next entry is tried before the path is looked for. */
export function align(tree: Fingerprint, other: Fingerprint): Alignment {
  const there = new Int32Array(tree.count);
  const same = new Uint8Array(tree.count);
  let next = 0;
  for (let index = 0; index < tree.count; index += 1) {
    let at = next;
    if (at < other.count && tree.isSame(index, other, at)) same[index] = 1;
    else {
      at = other.indexOf(tree.path(index));
      if (at >= 0 && tree.isSame(index, other, at)) same[index] = 1;
    }
    there[index] = at;
    if (at >= 0) next = at + 1;
  }
  return { there, same };
}
