import type { Fingerprint } from '../../archive/fingerprint.ts';

/** Folders, by path and by inode, none of them below another. */
export type Half = { paths: readonly string[]; inodes: readonly string[] };

export const noHalf: Half = { paths: [], inodes: [] };

/** Below this one process is as fast: starting a second takes its time too. */
const worthwhile = 20_000;
const mostFolders = 256;

/** Folders that together hold about half of a tree's entries; none where the tree is small. */
export function halfOf(tree: Fingerprint): Half {
  if (tree.count < worthwhile) return noHalf;
  const chosen: number[] = [];
  choose(tree, 0, tree.count / 2, chosen);
  return { paths: chosen.map((index) => tree.path(index)), inodes: chosen.map((index) => tree.entry(index).inode) };
}

/** Takes the largest folders that fit; one that holds more than is wanted is taken in part. */
function choose(tree: Fingerprint, folder: number, wanted: number, chosen: number[]): void {
  const size = (index: number) => tree.end(index) - index;
  const folders = [...tree.children(folder)].filter((index) => tree.isFolder(index));
  let left = wanted;
  for (const index of folders.sort((a, b) => size(b) - size(a))) {
    if (chosen.length === mostFolders || left < wanted / 10) return;
    if (size(index) > left * 1.2) {
      choose(tree, index, left, chosen);
      return;
    }
    chosen.push(index);
    left -= size(index);
  }
}
