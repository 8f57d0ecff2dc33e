import { decodeFields, type Entry, encodeFields } from '../../archive/fingerprint-entry.ts';
import type { TarEntry } from '../../archive/tar/entry.ts';
import { TarReader } from '../../archive/tar/reader.ts';
import { startChild } from '../process/child.ts';
import { complaintsOf, wordsOf } from '../process/complaints.ts';
import type { VolumeState } from './state.ts';

/**
 * Reads the delta that was written. Where somebody who was not held changed a file between our look and tar's, the
 * frozen state is made to say what the archive holds, so that the archive, though `changed`, can be restored.
 * @returns the paths that were corrected
 */
export async function readBackDelta(state: VolumeState, signal: AbortSignal): Promise<string[]> {
  if (state.delta.layer === null) return [];
  const corrected: string[] = [];
  const reader = new TarReader({
    onEntry(entry) {
      const frozen = state.frozen.get(entry.path);
      if (entry.type === 'h') return;
      const told = frozen === null ? newcomer(entry) : decodeFields(frozen);
      if (frozen !== null && agrees(entry, told)) return;
      corrected.push(entry.path);
      state.frozen.set(entry.path, encodeFields({ ...told, ...factsOf(entry) }));
    },
  });
  const zstd = startChild('zstd', ['-q', '-dc', state.delta.layer], { stdio: ['ignore', 'pipe', 'pipe'], signal });
  const [complaints, code] = await Promise.all([
    complaintsOf(zstd.process.stderr),
    zstd.ended,
    readAll(zstd.process.stdout, reader),
  ]);
  if (code !== 0) throw new Error(wordsOf('zstd', code, complaints));
  return corrected;
}

async function readAll(stream: NodeJS.ReadableStream | null, reader: TarReader): Promise<void> {
  for await (const chunk of stream ?? []) reader.push(chunk as Buffer);
  reader.end();
}

function agrees(entry: TarEntry, told: Entry): boolean {
  const { type, mode, uid, gid, size, mtimeNs, target } = factsOf(entry);
  const sameSize = type === 'd' || type === 'l' || size === told.size;
  return (
    sameSize &&
    type === told.type &&
    (type === 'l' || mode === told.mode) &&
    uid === told.uid &&
    gid === told.gid &&
    mtimeNs === told.mtimeNs &&
    target === told.target
  );
}

type Facts = Pick<Entry, 'type' | 'mode' | 'uid' | 'gid' | 'size' | 'mtimeNs' | 'target'>;

function factsOf({ type, mode, uid, gid, size, mtimeNs, target }: TarEntry): Facts {
  return {
    type: type === 'h' ? 'f' : type,
    mode,
    uid,
    gid,
    size: type === 'l' ? target.length : size,
    mtimeNs,
    target,
  };
}

function newcomer(entry: TarEntry): Entry {
  return { ...factsOf(entry), ctimeNs: entry.mtimeNs, inode: '0', links: 1 };
}
