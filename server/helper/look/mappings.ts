import { readdirSync, readFileSync } from 'node:fs';
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
 * Read synchronously: this helper does nothing else, services wait for it, and promises cost several times the reading.
 */
export const mappings: Handler<'look.mappings'> = async () => {
  const found: Mapping[] = [];
  const refused: string[] = [];
  const exempt: string[] = [];
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      found.push(...mappedBy(pid));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ESRCH') continue;
      if (pid === init) exempt.push(`process ${pid}: ${code}`);
      else refused.push(`process ${pid}: ${code}`);
    }
  }
  return {
    mappings: found,
    refused: refused.length === 0 ? null : `${refused.length} refused, first ${refused[0]}`,
    exempt,
  };
};

function mappedBy(pid: string): Mapping[] {
  const inodes = writableShared(readFileSync(`/proc/${pid}/maps`, 'latin1'));
  if (inodes.size === 0) return [];
  const process = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  const container = containerOf(readFileSync(`/proc/${pid}/cgroup`, 'utf8'));
  return [...inodes].map((key) => {
    const [device = '', inode = ''] = key.split(' ');
    return { pid: Number(pid), process, container, device, inode };
  });
}

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
