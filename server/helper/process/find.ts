import { Fingerprint } from '../../archive/fingerprint.ts';
import { findFormat, findFormatBelow, findTime } from '../../archive/fingerprint-entry.ts';
import type { Half } from '../capture/half.ts';
import { bytesOf } from '../files/names.ts';
import { Gate } from './gate.ts';
import { run } from './run.ts';

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
  // `-newerct` means later than, to the nanosecond.
  const newer = ['-newerct', `@${findTime(sinceNs - 1n).slice(0, -1)}`, '-printf'];
  const options = { cwd: root, signal };
  if (half.paths.length === 0) return find(['.', ...newer, findFormat], options);
  const others = ['-type', 'd', '(', ...half.inodes.flatMap((inode) => ['-o', '-inum', inode]).slice(1), ')', '-prune'];
  const [one, other] = await Promise.all([
    findBytes(['.', ...others, '-o', ...newer, findFormat], options),
    findBytes(['-files0-from', '-', ...newer, findFormatBelow], { ...options, input: namesOf(half.paths) }),
  ]);
  return Fingerprint.parse(Buffer.concat([one, other]));
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
  return Fingerprint.parse(await findBytes(args, options));
}

async function findBytes(args: string[], options: Options): Promise<Buffer> {
  return gate.through(() => run('find', args, { ...options, harmless: vanished }));
}
