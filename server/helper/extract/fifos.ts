import { link, unlink } from 'node:fs/promises';
import { pathBelow } from '../files/names.ts';
import type { Difference } from './compare.ts';

/** Makes the names of a FIFO that has several one again: tar stores each as a FIFO of its own. */
export async function linkFifos(root: string, found: readonly Difference[]): Promise<void> {
  for (const { path, linkTo, mendable } of found) {
    if (!mendable.includes('FIFO link') || linkTo === null) continue;
    await unlink(pathBelow(root, path));
    await link(pathBelow(root, linkTo), pathBelow(root, path));
  }
}
