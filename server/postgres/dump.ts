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

export type DumpSpec = {
  link: PostgresLink;
  database: string;
  folder: JobFolder;
  /** A helper with the job's folder at /out. */
  pack: Orderly;
  signal: AbortSignal;
  onProgress?: (bytes: { read: number; stored: number }) => void;
};

/**
 * A pg_dump that stands ready before the freeze and only waits for the name of a snapshot.
 *
 * It must get its own locks **before the thaw**: PostgreSQL queues locks, so behind a TRUNCATE or ALTER TABLE that waits
 * for our snapshot's locks pg_dump would wait for ever (measured with 15: both hang, and no deadlock is detected).
 */
export type PreparedDump = AsyncDisposable & {
  /**
   * Inside the freeze, beside other work: hands over the snapshot; resolves when pg_dump holds its locks (some ten ms).
   * The dump then goes on by itself.
   * @throws `postgres.dump-failed`.
   */
  begin(snapshot: Snapshot): Promise<void>;
  /**
   * Waits for the whole dump, however long it takes.
   * @throws `postgres.dump-failed`; then no file is left that looks whole.
   */
  finish(): Promise<DumpResult>;
};

/** Path of a database's dump inside an archive, safe for names that no file may bear. */
export function dumpPath(_database: string): string {
  throw new Error('not built yet');
}

/**
 * Starts pg_dump's sidecar, of the database's own image, and the helper's compression behind a FIFO of the job's folder.
 * Disposing one that was not finished kills it and removes what it wrote.
 */
export async function prepareDump(_deps: PostgresDeps, _spec: DumpSpec): Promise<PreparedDump> {
  throw new Error('not built yet');
}
