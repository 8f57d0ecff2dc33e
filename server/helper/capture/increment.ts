import type { Fingerprint } from '../../archive/fingerprint.ts';
import { slackNs } from '../clock.ts';
import { hashOf } from '../files/hash-file.ts';
import type { CaptureBase, RootIdentity } from '../protocol.ts';
import { readFingerprint } from '../stack/read-fingerprint.ts';
import { isSame } from './identity.ts';
import { topmost } from './topmost.ts';

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

async function readBase(
  { fingerprint: { path, sha256 } }: CaptureBase,
  signal: AbortSignal,
): Promise<Fingerprint | null> {
  try {
    if ((await hashOf(path, signal)).sha256 !== sha256) return null;
    return await readFingerprint(path, signal);
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

function compare(before: Fingerprint, tree: Fingerprint, sinceNs: bigint): Copying {
  const copy = new Uint8Array(tree.count);
  for (let index = 0; index < tree.count; index += 1) {
    const there = before.indexOf(tree.path(index));
    const same = there >= 0 && before.fields(there) === tree.fields(index);
    if (!same || tree.entry(index).ctimeNs >= sinceNs) copy[index] = 1;
  }
  copyLinkGroups(tree, copy);
  return { copy, deletes: whatToRemove(before, tree, copy), full: null };
}

/** A layer that holds one name of an inode holds all of them, so that they come back as links to each other. */
function copyLinkGroups(tree: Fingerprint, copy: Uint8Array): void {
  const inodes = new Set<string>();
  const linked = (index: number): string | null => {
    if (tree.isFolder(index)) return null;
    const { links, inode } = tree.entry(index);
    return links > 1 ? inode : null;
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
function whatToRemove(before: Fingerprint, tree: Fingerprint, copy: Uint8Array): string[] {
  const gone: string[] = [];
  for (let index = 0; index < before.count; index += 1) {
    const path = before.path(index);
    const now = tree.indexOf(path);
    const stays = now >= 0 && (copy[now] === 0 || (before.isFolder(index) && tree.isFolder(now)));
    if (!stays) gone.push(path);
  }
  return topmost(gone);
}
