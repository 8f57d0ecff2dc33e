import { readdir } from 'node:fs/promises';
import type { Fingerprint } from '../../archive/fingerprint.ts';
import { pathBelow } from '../files/names.ts';
import { fingerprintBelow, readyLook } from '../process/find.ts';
import { take as takeReady } from './ready.ts';
import type { VolumeState } from './state.ts';
import { topmost } from './topmost.ts';

/**
 * Finds what changed since the pre-copy and brings the frozen tree up to date: only a look at each ctime, and at the
 * names in folders that changed. A folder's mtime and ctime move when an entry comes or goes; what lies in a renamed
 * folder keeps its times, so a folder that was not at this path before is taken whole.
 * @returns topmost paths that must be removed before the delta is extracted, and when the latest change was
 */
export async function takeChanges(
  state: VolumeState,
  signal: AbortSignal,
): Promise<{ deletes: string[]; sockets: number; latestNs: bigint | null }> {
  const { root, base, frozen } = state;
  using look = takeReady(state, 'delta') ?? readyLook(root, state.sinceNs, state.half);
  const changed = await look.take(signal);
  const deletes: string[] = [];
  const unknown: string[] = [];
  let latestNs: bigint | null = null;
  for (let index = 0; index < changed.count; index += 1) {
    const path = changed.path(index);
    const before = base.indexOf(path);
    const { ctimeNs } = changed.entry(index);
    if (latestNs === null || ctimeNs > latestNs) latestNs = ctimeNs;
    if (before < 0 || frozen.isRemoved(before)) {
      if (changed.isFolder(index)) unknown.push(path);
    } else if (!changed.isFolder(index)) {
      remove(state, before, deletes);
    } else if (path === '' || isSameFolder(base, before, changed.entry(index).inode)) {
      await compareNames(state, before, changed, { deletes, unknown });
    } else {
      remove(state, before, deletes);
      unknown.push(path);
    }
    frozen.set(path, changed.fields(index));
  }
  take(state, await fingerprintBelow(root, topmost(unknown), 'whole', signal));
  take(state, await fingerprintBelow(root, unstored(state), 'themselves', signal));
  takeLinkGroups(state, deletes);
  return { deletes: topmost(deletes), sockets: changed.sockets, latestNs };
}

function isSameFolder(base: Fingerprint, index: number, inode: string): boolean {
  return base.isFolder(index) && base.entry(index).inode === inode;
}

function remove(state: VolumeState, index: number, deletes: string[]): void {
  deletes.push(state.base.path(index));
  state.frozen.removeBelow(index);
}

/** Names that are gone are deleted; names that are new and did not change themselves came by a rename. */
async function compareNames(
  state: VolumeState,
  folder: number,
  changed: Fingerprint,
  found: { deletes: string[]; unknown: string[] },
): Promise<void> {
  const path = state.base.path(folder);
  const names = new Set(await namesIn(state.root, path));
  for (const child of state.base.children(folder)) {
    const name = state.base.path(child).slice(path === '' ? 0 : path.length + 1);
    if (!names.delete(name)) remove(state, child, found.deletes);
  }
  for (const name of names) {
    const child = path === '' ? name : `${path}/${name}`;
    if (changed.indexOf(child) < 0) found.unknown.push(child);
  }
}

async function namesIn(root: string, path: string): Promise<string[]> {
  try {
    return (await readdir(pathBelow(root, path), { encoding: 'latin1' })) as string[];
  } catch {
    return []; // it went while we looked: somebody still writes, and the end of the freeze will say so
  }
}

function take(state: VolumeState, entries: Fingerprint): void {
  for (let index = 0; index < entries.count; index += 1) state.frozen.set(entries.path(index), entries.fields(index));
}

/** What tar missed in the pre-copy and what is still there. */
function unstored(state: VolumeState): string[] {
  const paths: string[] = [];
  for (let index = state.stored.indexOf(0); index >= 0; index = state.stored.indexOf(0, index + 1)) {
    const path = state.base.path(index);
    if (!state.frozen.isRemoved(index) && !state.frozen.isInDelta(path)) paths.push(path);
  }
  return paths;
}

/** A delta that holds one name of an inode holds all of them, so that they come back as links to each other. */
function takeLinkGroups(state: VolumeState, deletes: string[]): void {
  for (const inode of state.frozen.linkedInodes()) {
    for (const index of state.linked.get(inode) ?? []) {
      const path = state.base.path(index);
      if (state.frozen.isRemoved(index) || state.frozen.isInDelta(path)) continue;
      deletes.push(path);
      state.frozen.set(path, state.base.fields(index));
    }
  }
}
