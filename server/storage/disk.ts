import { link, mkdir, open, rename, rm, unlink } from 'node:fs/promises';

/**
 * Every act that changes the store, one at a time. The store does nothing else to the disk, so a test that stops
 * between any two of these has tried every crash.
 */
export type Disk = {
  /** Makes a folder (0700) with its parents. */
  makeFolder(folder: string): Promise<void>;
  /** Writes a small file (0600) and flushes it. */
  write(file: string, text: string): Promise<void>;
  /** A second name for a file; never replaces one. @throws EEXIST */
  link(from: string, to: string): Promise<void>;
  unlink(file: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Flushes a file's content, or a folder's list of names. */
  sync(path: string): Promise<void>;
  /** Removes a folder with all it holds; nothing there is fine. */
  remove(path: string): Promise<void>;
};

export const realDisk: Disk = {
  async makeFolder(folder) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  },
  async write(file, text) {
    const handle = await open(file, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  link,
  unlink,
  rename,
  async sync(path) {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  async remove(path) {
    await rm(path, { recursive: true, force: true });
  },
};
