import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Fingerprint } from '../../archive/fingerprint.ts';
import { type ArchiveId, type JobId, newJobId } from '../../archive/ids.ts';
import type { ManifestVolume } from '../../archive/manifest.ts';
import { escapeName } from '../../archive/names.ts';
import { hostPathOf, makeScratchVolume, startHelper } from '../../docker/index.ts';
import { fail } from '../../errors/error.ts';
import type { StoredArchive } from '../../storage/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { extracting } from '../stack/extract.ts';
import { stackOf } from '../stack/layers.ts';
import { findPath, volumeOf, volumeTree } from './volume-tree.ts';

/** A file's contents, or a folder (or a link, or a FIFO) as a tar whose names are the volume's. */
export type OpenedPart = {
  /** For the person: last part of the path, `.tar` behind it where it is one. */
  name: string;
  bytes: number;
  /** Read it to its end or destroy it: then what was made for it is removed. */
  stream: Readable;
};

const spareBytes = 256 * 1024 * 1024;

/**
 * Brings one path of an archive out of its layers, compared with the fingerprint, and opens it for reading.
 * @param path escaped
 * @throws `archive.…`, `files.no-volume`, `files.no-such-path`, `files.no-space`, `files.damaged`; nothing stays behind
 */
export async function openPart(
  deps: EngineDeps,
  { id, volume: name, path: shown }: { id: ArchiveId; volume: string; path: string },
  signal: AbortSignal,
): Promise<OpenedPart> {
  const archive = await deps.store.read(id);
  const volume = volumeOf(archive, name);
  const tree = await volumeTree(archive, volume);
  const { index, path } = findPath(tree, shown, volume.name);
  await refuseWithoutSpace(deps, bytesBelow(tree, index));
  // A name for the helper, the volume and the folder; no job is made of it.
  const job = newJobId();
  const folder = await deps.store.prepare(job);
  const discard = () => deps.store.discard(job);
  try {
    const as = tree.entry(index).type === 'f' ? 'contents' : 'tar';
    const bytes = await bringOut(deps, { job, folder, archive, volume, path, as, signal });
    const stream = createReadStream(join(folder, 'part'), { highWaterMark: 256 * 1024 });
    stream.once('close', () => void discard().catch(() => undefined));
    return { name: `${lastPart(path, volume)}${as === 'tar' ? '.tar' : ''}`, bytes, stream };
  } catch (error) {
    await discard();
    throw error;
  }
}

type Work = {
  job: JobId;
  folder: string;
  archive: StoredArchive;
  volume: ManifestVolume;
  path: string;
  as: 'contents' | 'tar';
  signal: AbortSignal;
};

/** One helper does both: it sees a scratch volume, the volume's layers, and the folder of this piece of work. */
async function bringOut(deps: EngineDeps, work: Work): Promise<number> {
  const { job, folder, archive, volume, path, as, signal } = work;
  const { mounts, stack } = await stackOf(deps, archive, volume);
  const out = await hostPathOf(deps.docker, folder);
  await using scratch = await makeScratchVolume(deps, job, 0);
  await using helper = await startHelper(deps, {
    job,
    role: 'extract',
    mounts: [
      { kind: 'volume', volume: scratch.name, target: '/staging', readOnly: false },
      { kind: 'bind', source: out, target: '/out', readOnly: false },
      ...mounts,
    ],
    capabilities: [...extracting],
  });
  const wanted = { root: '/staging', ...stack, only: path };
  const { differences } = await helper.order('extract.stack', wanted, { signal });
  if (differences.count > 0) {
    throw fail('files.damaged', { archive: archive.id, what: differences.names.slice(0, 3).join('; ') });
  }
  const { bytes } = await helper.order(
    'extract.hand-out',
    { root: '/staging', path, as, file: '/out/part' },
    { signal },
  );
  return bytes;
}

function bytesBelow(tree: Fingerprint, index: number): number {
  let bytes = 0;
  for (let each = index; each < tree.end(index); each += 1) {
    const { type, size } = tree.entry(each);
    if (type === 'f') bytes += size;
  }
  return bytes;
}

async function refuseWithoutSpace({ store }: EngineDeps, bytes: number): Promise<void> {
  const { freeBytes } = await store.space();
  if (freeBytes < bytes + spareBytes) throw fail('files.no-space', { needed: bytes + spareBytes, free: freeBytes });
}

function lastPart(path: string, { key }: ManifestVolume): string {
  return path === '' ? key : escapeName(path.slice(path.lastIndexOf('/') + 1));
}
