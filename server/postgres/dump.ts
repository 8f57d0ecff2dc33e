import type { Span, StoredFile } from '../helper/protocol.ts';
import type { JobFolder, Orderly, PostgresDeps } from './deps.ts';
import type { PostgresLink } from './link.ts';
import type { Snapshot } from './snapshot.ts';

export type DumpResult = {
  /** `path` is relative to the job's folder: `database/<file>.dump.zst`. */
  stored: StoredFile;
  /** Before compression. */
  bytes: number;
  /** Of the dump's header, as "1.14". */
  format: string;
  span: Span;
};

/** Path of a database's dump inside an archive, safe for names that no file may bear. */
export function dumpPath(_database: string): string {
  throw new Error('not built yet');
}

/**
 * Dumps the snapshot's database: pg_dump in a sidecar of the database's own image writes into a FIFO of the job's
 * folder, which `pack` (a helper with that folder at /out) compresses. Both must succeed.
 * @throws `postgres.dump-failed`; then no file is left that looks whole.
 */
export async function dumpDatabase(
  _deps: PostgresDeps,
  _spec: {
    link: PostgresLink;
    snapshot: Snapshot;
    folder: JobFolder;
    pack: Orderly;
    signal: AbortSignal;
    onProgress?: (bytes: { read: number; stored: number }) => void;
  },
): Promise<DumpResult> {
  throw new Error('not built yet');
}
