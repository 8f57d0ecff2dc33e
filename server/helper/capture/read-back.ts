import { createReadStream } from 'node:fs';
import { decodeFields, type Entry, encodeFields } from '../../archive/fingerprint-entry.ts';
import type { TarEntry } from '../../archive/tar/entry.ts';
import { TarReader } from '../../archive/tar/reader.ts';
import type { FrozenTree } from './frozen-tree.ts';

/**
 * The bytes of the delta's tar, read along while somebody takes them. Where one who was not held changed a file between
 * our look and tar's, the frozen state is made to say what the archive holds, so that the archive, though `changed`, can
 * be restored.
 * @param corrected gets the paths that were
 */
export async function* readAlong(
  file: string,
  frozen: FrozenTree,
  corrected: string[],
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const reader = new TarReader({
    onEntry(entry) {
      if (entry.type === 'h') return;
      const fields = frozen.get(entry.path);
      const told = fields === null ? newcomer(entry) : decodeFields(fields);
      if (fields !== null && agrees(entry, told)) return;
      corrected.push(entry.path);
      frozen.set(entry.path, encodeFields({ ...told, ...factsOf(entry) }));
    },
  });
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024, signal })) {
    reader.push(chunk as Buffer);
    yield chunk as Buffer;
  }
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
