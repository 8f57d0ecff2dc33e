import { Fingerprint } from '../../archive/fingerprint.ts';
import { findFormat, findFormatBelow, findTime } from '../../archive/fingerprint-entry.ts';
import type { Half } from '../capture/half.ts';
import { bytesOf } from '../files/names.ts';
import { Gate } from './gate.ts';
import { run } from './run.ts';
import { Standby } from './standby.ts';

/** Two at once: more than the cores make a look inside a freeze longer, not shorter. */
const gate = new Gate(2);

/** A file that vanishes while find looks at its folder. */
export const vanished = /^find: .*: (No such file or directory|Not a directory)$/;

/** Fingerprints a whole tree: 200,000 files in about a second. */
export async function fingerprintOf(root: string, signal: AbortSignal): Promise<Fingerprint> {
  return find(['.', '-printf', findFormat], { cwd: root, signal });
}

/**
 * Only the entries whose ctime is at or after `sinceNs`; find still looks at each, so it takes about half as long. `half`
 * is looked through by a second process. A folder of it that was renamed since is missed by both: the folder that it
 * left and the one that it came to have changed then, and say so.
 */
export async function changedSince(
  root: string,
  sinceNs: bigint,
  half: Half,
  signal: AbortSignal,
): Promise<Fingerprint> {
  using look = readyLook(root, sinceNs, half);
  return await look.take(signal);
}

/** A look for what changed, with its programs started already. */
export type Look = Disposable & { sinceNs: bigint; take(signal: AbortSignal): Promise<Fingerprint> };

/**
 * True of nothing. Because it needs a stat, find asks `-type d` before the group that it stands in; else it would compare
 * the inode of every file with those of the folders, which takes longer than the rest of the look.
 */
const afterType = ['-links', '0'];

/** Makes ready what `changedSince` does, for when it must be quick. */
export function readyLook(root: string, sinceNs: bigint, half: Half): Look {
  // `-newerct` means later than, to the nanosecond.
  const newer = ['-newerct', `@${findTime(sinceNs - 1n).slice(0, -1)}`, '-printf'];
  const here = [Buffer.from('.\0')];
  const chosen = half.inodes.flatMap((inode) => ['-o', '-inum', inode]);
  const others = ['-type', 'd', '(', ...afterType, ...chosen, ')', '-prune'];
  const looks =
    half.paths.length === 0
      ? [standing(root, [...newer, findFormat], here)]
      : [
          standing(root, [...others, '-o', ...newer, findFormat], here),
          standing(root, [...newer, findFormatBelow], namesOf(half.paths)),
        ];
  return {
    sinceNs,
    take: async (signal) => {
      const parts = await Promise.all(looks.map(({ find, where }) => gate.through(() => find.run(where, signal))));
      return Fingerprint.parse(Buffer.concat(parts));
    },
    [Symbol.dispose]: () => {
      for (const { find } of looks) find[Symbol.dispose]();
    },
  };
}

function standing(root: string, args: string[], where: Buffer[]): { find: Standby; where: Buffer[] } {
  return { find: new Standby('find', ['-files0-from', '-', ...args], { cwd: root, harmless: vanished }), where };
}

/** These paths, and with `whole` what lies below them. Paths that are gone are left out. */
export async function fingerprintBelow(
  root: string,
  paths: readonly string[],
  depth: 'whole' | 'themselves',
  signal: AbortSignal,
): Promise<Fingerprint> {
  if (paths.length === 0) return Fingerprint.parse(Buffer.alloc(0));
  const limit = depth === 'whole' ? [] : ['-maxdepth', '0'];
  return find(['-files0-from', '-', ...limit, '-printf', findFormatBelow], {
    cwd: root,
    signal,
    input: namesOf(paths),
  });
}

function namesOf(paths: readonly string[]): Buffer[] {
  return paths.map((path) => bytesOf(`./${path}\0`));
}

type Options = { cwd: string; signal: AbortSignal; input?: Buffer[] };

async function find(args: string[], options: Options): Promise<Fingerprint> {
  return Fingerprint.parse(await gate.through(() => run('find', args, { ...options, harmless: vanished })));
}
