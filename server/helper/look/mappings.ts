import { readdir, readFile } from 'node:fs/promises';
import type { Handler } from '../context.ts';
import type { Orders } from '../protocol.ts';

type Mapping = Orders['look.mappings']['result']['mappings'][number];

/**
 * Hosts that harden their kernel show nobody the memory of their init, not even root. It starts the Docker daemon and maps
 * no volume's files; that it could not be looked at is told, and does not count as refused.
 */
const init = '1';

/**
 * Writable shared mappings of regular files by every process that can be seen. A write through one to a page that is
 * dirty already moves no time stamp, so whoever is not held and has one may change a file unseen.
 */
export const mappings: Handler<'look.mappings'> = async () => {
  const found: Mapping[] = [];
  const refused: string[] = [];
  const exempt: string[] = [];
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  await Promise.all(
    processes.map(async (pid) => {
      try {
        const inodes = writableShared(await readFile(`/proc/${pid}/maps`, 'latin1'));
        if (inodes.size === 0) return;
        const [process, cgroup] = await Promise.all([
          readFile(`/proc/${pid}/comm`, 'utf8'),
          readFile(`/proc/${pid}/cgroup`, 'utf8'),
        ]);
        const who = { pid: Number(pid), process: process.trim(), container: containerOf(cgroup) };
        for (const key of inodes) {
          const [device = '', inode = ''] = key.split(' ');
          found.push({ ...who, device, inode });
        }
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ENOENT' || code === 'ESRCH') return;
        if (pid === init) exempt.push(`process ${pid}: ${code}`);
        else refused.push(`process ${pid}: ${code}`);
      }
    }),
  );
  return {
    mappings: found,
    refused: refused.length === 0 ? null : `${refused.length} refused, first ${refused[0]}`,
    exempt,
  };
};

const writableSharedAtAll = / .w.s /;

/** `device inode` of each, device as `major:minor` in decimal. */
export function writableShared(maps: string): Set<string> {
  const found = new Set<string>();
  if (!writableSharedAtAll.test(maps)) return found; // most processes: a look line by line takes ten times as long
  for (const line of maps.split('\n')) {
    const match = /^\S+ .w.s \S+ ([0-9a-f]+):([0-9a-f]+) (\d+)\s+(\/.*)$/.exec(line);
    if (match === null || match[3] === '0' || match[4]?.endsWith(' (deleted)')) continue;
    found.add(`${Number.parseInt(match[1] ?? '', 16)}:${Number.parseInt(match[2] ?? '', 16)} ${match[3]}`);
  }
  return found;
}

/** The container's id is in the path of its control group, with every driver of Docker's. */
export function containerOf(cgroup: string): string | null {
  return /[/-]([0-9a-f]{64})(?:\.scope)?(?:\/|$)/m.exec(cgroup)?.[1] ?? null;
}
