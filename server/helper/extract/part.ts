import { Fingerprint, parentOf } from '../../archive/fingerprint.ts';
import { bytesOf, shown } from '../files/names.ts';

/**
 * The part of a tree that is needed to bring back one path: what stands there and lies below, the other names of its hard
 * linked files (a layer holds the contents under the first of them only), and the folders that lead to all of these.
 * @returns the fingerprint of that part, and the paths that tar must extract (none: all)
 * @throws Error when there is no such path
 */
export function partOf(whole: Fingerprint, path: string): { tree: Fingerprint; roots: string[] } {
  const index = whole.indexOf(path);
  if (index < 0) throw new Error(`${shown(path)} is not in the archive`);
  if (path === '') return { tree: whole, roots: [] };
  const chosen = new Set<number>();
  for (let each = index; each < whole.end(index); each += 1) chosen.add(each);
  const twins = namesBeside(whole, chosen);
  for (const twin of twins) chosen.add(twin);
  for (const each of [index, ...twins]) addParents(whole, chosen, whole.path(each));
  const records = [...chosen].sort((a, b) => a - b).map((each) => recordOf(whole, each));
  return { tree: Fingerprint.parse(Buffer.concat(records)), roots: [path, ...twins.map((twin) => whole.path(twin))] };
}

/** Names outside of the choice whose files have names within it. */
function namesBeside(whole: Fingerprint, chosen: ReadonlySet<number>): number[] {
  const inodes = new Set<string>();
  for (const each of chosen) {
    const { type, links, inode } = whole.entry(each);
    if (type !== 'd' && links > 1) inodes.add(inode);
  }
  const twins: number[] = [];
  for (let each = 0; inodes.size > 0 && each < whole.count; each += 1) {
    if (chosen.has(each) || whole.isFolder(each)) continue;
    if (inodes.has(whole.entry(each).inode)) twins.push(each);
  }
  return twins;
}

function addParents(whole: Fingerprint, chosen: Set<number>, path: string): void {
  for (let parent = path; parent !== ''; ) {
    parent = parentOf(parent);
    chosen.add(whole.indexOf(parent));
  }
}

function recordOf(whole: Fingerprint, index: number): Buffer {
  return bytesOf(`./${whole.path(index)}\0${whole.fields(index)}\0`);
}
