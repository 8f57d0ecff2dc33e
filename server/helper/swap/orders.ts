import { lstat, mkdir, readFile, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Fingerprint } from '../../archive/fingerprint.ts';
import { findFormat } from '../../archive/fingerprint-entry.ts';
import type { Handlers } from '../context.ts';
import { writeCompressed } from '../files/compressed.ts';
import { deviceText } from '../files/device.ts';
import { run } from '../process/run.ts';
import { renameNew } from './rename.ts';

type SwapOrders = Handlers<
  'swap.make' | 'swap.look' | 'swap.kind' | 'swap.rename' | 'swap.remove' | 'swap.list' | 'swap.space'
>;

const staging = /^\.holdfast-[a-z0-9]{12}(?:-\d{1,4})?\.(?:new|old|list)$/;

/** Orders on the volumes' own directories, which stand in `place` by the volume's name. */
export function swapOrders(place: string): SwapOrders {
  return {
    async 'swap.make'({ volume, name }) {
      const folder = await directoryOf(place, volume);
      const path = join(folder, sibling(name));
      await mkdir(path, { mode: 0o700 });
      return { inode: (await lstat(path, { bigint: true })).ino.toString() };
    },

    async 'swap.look'({ volume, names, live }) {
      const folder = await directoryOf(place, volume);
      return { inodes: await Promise.all(names.map((name) => inodeOf(join(folder, sibling(name, live))))) };
    },

    async 'swap.kind'({ volume, name, live }) {
      const folder = await directoryOf(place, volume);
      return { kind: await kindOf(join(folder, sibling(name, live))) };
    },

    async 'swap.rename'({ volume, from, to, live }, { signal }) {
      const folder = await directoryOf(place, volume);
      await renameNew(join(folder, sibling(from, live)), join(folder, sibling(to, live)), signal);
      // Without fsync of the directory a power cut undoes the rename, whatever a journal says.
      await run('sync', ['--', folder], { signal });
      return {};
    },

    async 'swap.remove'({ volume, name }, { signal }) {
      if (!staging.test(name))
        throw new Error(`${JSON.stringify(name)} is never removed: only what a restore put aside`);
      const folder = await directoryOf(place, volume);
      await run('rm', ['-rf', '--one-file-system', '--', join(folder, name)], { signal });
      await run('sync', ['--', folder], { signal });
      return {};
    },

    async 'swap.list'({ volume, of, into, live }, { signal }) {
      const folder = await directoryOf(place, volume);
      const found = await run('find', ['.', '-printf', findFormat], { cwd: join(folder, sibling(of, live)), signal });
      const file = join(folder, sibling(into));
      await rm(file, { force: true });
      await writeCompressed(file, [found], 'fsync', signal);
      return { entries: Fingerprint.parse(found).count };
    },

    async 'swap.space'({ path }) {
      // bavail is what an ordinary user may write; on one host bfree said three times as much.
      const { bavail, bsize, ffree } = await statfs(path);
      return { bytes: bavail * bsize, inodes: ffree, device: deviceText((await lstat(path, { bigint: true })).dev) };
    },
  };
}

async function directoryOf(place: string, volume: string): Promise<string> {
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}$/.test(volume))
    throw new Error(`${JSON.stringify(volume)} is no volume’s name`);
  const folder = join(place, volume);
  if (!(await lstat(folder)).isDirectory()) throw new Error(`${folder} is no folder`);
  return folder;
}

/** Only names that a restore uses: nothing else in a volume's directory is ours. */
function sibling(name: string, live = '_data'): string {
  if (!/^[^/\0]+$/.test(live) || live === '.' || live === '..' || live.startsWith('.holdfast-'))
    throw new Error(`${JSON.stringify(live)} is no live folder’s name`);
  if (name !== live && !staging.test(name)) throw new Error(`${JSON.stringify(name)} is no name of a restore`);
  return name;
}

async function inodeOf(path: string): Promise<string | null> {
  try {
    return (await lstat(path, { bigint: true })).ino.toString();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function kindOf(path: string): Promise<'folder' | 'mount' | 'link' | 'other' | null> {
  const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (found === null) return null;
  if (found.isSymbolicLink()) return 'link';
  if (!found.isDirectory()) return 'other';
  return (await mountPoints()).has(path) ? 'mount' : 'folder';
}

/** A folder that is mounted from the same file system has its parent's device number: only the kernel's list tells. */
async function mountPoints(): Promise<Set<string>> {
  const lines = (await readFile('/proc/self/mountinfo', 'latin1')).split('\n');
  const unescaped = (path: string) =>
    Buffer.from(
      path.replaceAll(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
      'latin1',
    ).toString();
  return new Set(lines.map((line) => unescaped(line.split(' ')[4] ?? '')));
}
