import { Fingerprint } from '../../archive/fingerprint.ts';
import { findFormat, findFormatBelow, findTime } from '../../archive/fingerprint-entry.ts';
import { bytesOf } from '../files/names.ts';
import { Gate } from './gate.ts';
import { run } from './run.ts';

/** Two at once: more than the cores make a look inside a freeze longer, not shorter. */
const gate = new Gate(2);

/** A file that vanishes while find looks at its folder. */
const vanished = /^find: .*: (No such file or directory|Not a directory)$/;

/** Fingerprints a whole tree: 200,000 files in about a second. */
export async function fingerprintOf(root: string, signal: AbortSignal): Promise<Fingerprint> {
  return find(['.', '-printf', findFormat], { cwd: root, signal });
}

/** Only the entries whose ctime is at or after `sinceNs`; find still looks at each, so it takes about half as long. */
export async function changedSince(root: string, sinceNs: bigint, signal: AbortSignal): Promise<Fingerprint> {
  // `-newerct` means later than, to the nanosecond.
  return find(['.', '-newerct', `@${findTime(sinceNs - 1n).slice(0, -1)}`, '-printf', findFormat], {
    cwd: root,
    signal,
  });
}

/** These paths, and with `whole` what lies below them. Paths that are gone are left out. */
export async function fingerprintBelow(
  root: string,
  paths: readonly string[],
  depth: 'whole' | 'themselves',
  signal: AbortSignal,
): Promise<Fingerprint> {
  if (paths.length === 0) return Fingerprint.parse(Buffer.alloc(0));
  const starts = paths.map((path) => bytesOf(path === '' ? './\0' : `./${path}\0`));
  const limit = depth === 'whole' ? [] : ['-maxdepth', '0'];
  return find(['-files0-from', '-', ...limit, '-printf', findFormatBelow], { cwd: root, signal, input: starts });
}

async function find(
  args: string[],
  options: { cwd: string; signal: AbortSignal; input?: Buffer[] },
): Promise<Fingerprint> {
  return gate.through(async () => Fingerprint.parse(await run('find', args, { ...options, harmless: vanished })));
}
