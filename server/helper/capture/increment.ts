import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { align } from '../../archive/alignment.ts';
import { Fingerprint } from '../../archive/fingerprint.ts';
import { slackNs } from '../clock.ts';
import type { CaptureBase, RootIdentity } from '../protocol.ts';
import { isSame } from './identity.ts';
import { topmost } from './topmost.ts';

const decompress = promisify(zstdDecompress);

/** What of a tree must be copied (1 for each such entry), and what of the base must be removed first. */
export type Copying = { copy: Uint8Array; deletes: string[]; full: string | null };

/** All of a tree. */
export function everything(tree: Fingerprint, why: string): Copying {
  return { copy: new Uint8Array(tree.count).fill(1), deletes: [], full: why };
}

/**
 * What is not as the frozen state of an earlier archive says. Beside what differs, that is all that changed since every
 * page was clean before that freeze: a page that was dirty in it may have been written again without a new ctime.
 */
export async function changesSince(
  base: CaptureBase,
  tree: Fingerprint,
  identity: RootIdentity,
  signal: AbortSignal,
): Promise<Copying> {
  if (!isSame(base.identity, identity)) return everything(tree, 'the volume was made anew');
  const before = await readBase(base, signal);
  return before === null
    ? everything(tree, 'the last archive’s fingerprint can’t be read')
    : compare(before, tree, BigInt(base.cleanNs) - slackNs);
}

/** The manifest that names it was sealed here, so what has its hash is what was written. */
async function readBase(
  { fingerprint: { path, sha256 } }: CaptureBase,
  signal: AbortSignal,
): Promise<Fingerprint | null> {
  try {
    const stored = await readFile(path, { signal });
    if (createHash('sha256').update(stored).digest('hex') !== sha256) return null;
    return Fingerprint.parse(await decompress(stored));
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

function compare(before: Fingerprint, tree: Fingerprint, sinceNs: bigint): Copying {
  const { there, same } = align(tree, before);
  const copy = same.map((isSame, index) => (isSame === 1 && !tree.changedSince(index, sinceNs) ? 0 : 1));
  copyLinkGroups(tree, copy);
  return { copy, deletes: whatToRemove(before, tree, { copy, there }), full: null };
}

/** A layer that holds one name of an inode holds all of them, so that they come back as links to each other. */
function copyLinkGroups(tree: Fingerprint, copy: Uint8Array): void {
  const inodes = new Set<string>();
  const linked = (index: number): string | null => {
    return tree.isFolder(index) || tree.links(index) < 2 ? null : tree.entry(index).inode;
  };
  for (let index = copy.indexOf(1); index >= 0; index = copy.indexOf(1, index + 1)) {
    const inode = linked(index);
    if (inode !== null) inodes.add(inode);
  }
  if (inodes.size === 0) return;
  for (let index = copy.indexOf(0); index >= 0; index = copy.indexOf(0, index + 1)) {
    const inode = linked(index);
    if (inode !== null && inodes.has(inode)) copy[index] = 1;
  }
}

/** What is gone, and what is copied again; folders that stay folders stay. */
function whatToRemove(
  before: Fingerprint,
  tree: Fingerprint,
  { copy, there }: { copy: Uint8Array; there: Int32Array },
): string[] {
  const stays = new Uint8Array(before.count);
  for (const [now, at] of there.entries()) {
    if (at >= 0 && (copy[now] === 0 || (before.isFolder(at) && tree.isFolder(now)))) stays[at] = 1;
  }
  const gone: string[] = [];
  for (let index = stays.indexOf(0); index >= 0; index = stays.indexOf(0, index + 1)) gone.push(before.path(index));
  return topmost(gone);
}
