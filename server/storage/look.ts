import { lstat, readdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** Reading the disk, without changing it. */

/** Size of a regular file; null where there is none. */
export async function sizeOf(file: string): Promise<number | null> {
  try {
    const stat = await lstat(file);
    return stat.isFile() ? stat.size : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Files and folders under `folder`, itself included, deepest first. */
export async function treeOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  return [...paths.sort((a, b) => b.length - a.length), folder];
}

/** Apparent size of all files under `folder`. Files that vanish meanwhile count nothing. */
export async function bytesUnder(folder: string): Promise<number> {
  const sizes = await Promise.all((await treeOf(folder)).map(sizeOf));
  return sizes.reduce<number>((total, size) => total + (size ?? 0), 0);
}

/** What an ordinary user may still write on the file system of `folder`, in bytes. */
export async function freeBytes(folder: string): Promise<number> {
  // bavail, not bfree: the latter counts blocks that only root may use.
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
