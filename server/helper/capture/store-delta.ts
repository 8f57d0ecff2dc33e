import { rm } from 'node:fs/promises';
import { compressInto, writeCompressed } from '../files/compressed.ts';
import type { StoredFile } from '../protocol.ts';
import { nullSeparated } from './layer.ts';
import { readAlong } from './read-back.ts';
import type { VolumeState } from './state.ts';

export type StoredDelta = {
  entries: number;
  /** Of its files' contents. */
  bytes: number;
  layer: StoredFile | null;
  deletes: StoredFile | null;
  /** Paths whose frozen state was made to say what the tar holds. */
  corrected: string[];
};

/** Compresses what was copied inside the freeze, reads it along, and puts it on the disk. */
export async function storeDelta(
  { delta, frozen }: VolumeState,
  into: { layer: string; deletes: string },
  signal: AbortSignal,
): Promise<StoredDelta> {
  const corrected: string[] = [];
  const { tar, deletes, entries, bytes } = delta;
  const layer =
    tar === null
      ? null
      : await compressInto(
          into.layer,
          readAlong(tar, frozen, corrected, signal),
          { level: 3, durability: 'fsync' },
          signal,
        );
  if (tar !== null) await rm(tar);
  const list =
    deletes.length === 0 ? null : await writeCompressed(into.deletes, nullSeparated(deletes), 'fsync', signal);
  return { entries, bytes, layer, deletes: list, corrected };
}
