import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fail, HoldfastError, messageOf } from '../errors/error.ts';
import type { Span, StoredFile } from '../helper/protocol.ts';
import type { JobFolder, Orderly, PostgresDeps } from './deps.ts';
import { formatOfStoredDump } from './dump-header.ts';
import { type DumpProcess, startDump } from './dump-process.ts';
import type { PostgresLink } from './link.ts';
import { applicationName } from './names.ts';
import type { Snapshot } from './snapshot.ts';

export type DumpResult = {
  /** `path` is relative to the archive's folder: `database/<file>.dump.zst`. */
  stored: StoredFile;
  /** Before compression. */
  bytes: number;
  /** Of the dump's header, as "1.14". */
  format: string;
  span: Span;
};

export type DumpSpec = {
  link: PostgresLink;
  /** pg_dump must not be of an older one. */
  serverMajor: number;
  database: string;
  folder: JobFolder;
  /** The folder in it that becomes the archive, relative. */
  into: string;
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
   * Its data is read from `finish` on.
   * @throws `postgres.dump-failed`.
   */
  begin(snapshot: Snapshot): Promise<void>;
  /** After a freeze that was given up: stands ready for the next one. Does nothing when it was not begun. */
  renew(): Promise<void>;
  /**
   * Takes the whole dump, however long that takes.
   * @throws `postgres.dump-failed`; then no file is left that looks whole.
   */
  finish(): Promise<DumpResult>;
};

/** Path of a database's dump inside an archive, safe for names that no file may bear. */
export function dumpPath(database: string): string {
  const plain = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$/.test(database);
  // A hash keeps apart what cleaning makes equal, and names that differ in case only on other file systems.
  const file = plain
    ? database
    : `${database.replaceAll(/[^A-Za-z0-9_-]/g, '_')}-${createHash('sha256').update(database).digest('hex').slice(0, 8)}`;
  return `database/${file}.dump.zst`;
}

/**
 * Starts pg_dump's sidecar, of the database's own image, and the helper's compression behind a FIFO of the job's folder.
 * Disposing one that was not finished kills it and removes what it wrote.
 * @throws `postgres.tools-too-old`, `postgres.dump-failed`.
 */
export async function prepareDump(deps: PostgresDeps, spec: DumpSpec): Promise<PreparedDump> {
  const stored = path.join(spec.into, dumpPath(spec.database));
  const file = path.join(spec.folder.path, stored);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const start = () => wrapped(spec, startDump(deps, spec, stored));
  let process = await start();
  let begun: Date | null = null;
  let whole = false;

  const discard = async (): Promise<void> => {
    await process[Symbol.asyncDispose]();
    if (!whole) await rm(file, { force: true });
  };
  return {
    async begin(snapshot) {
      begun = new Date();
      const over = new AbortController();
      const handed = handOver(process, snapshot, spec, over.signal);
      await wrapped(spec, Promise.race([handed, process.written])).finally(() => over.abort());
    },
    async renew() {
      if (begun === null) return;
      await discard();
      process = await start();
      begun = null;
    },
    async finish() {
      await wrapped(spec, Promise.race([process.flow(), process.ended]));
      const { read, stored } = await wrapped(spec, process.ended);
      const format = await formatOfStoredDump(file);
      if (format === null) throw fail('postgres.dump-failed', { database: spec.database, detail: 'it has no header' });
      whole = true;
      const span = { from: (begun ?? new Date()).toISOString(), to: new Date().toISOString() };
      return { stored: { ...stored, path: dumpPath(spec.database) }, bytes: read, format, span };
    },
    [Symbol.asyncDispose]: discard,
  };
}

/** Names the snapshot to pg_dump and waits until it holds ACCESS SHARE on every table it will dump. */
async function handOver(process: DumpProcess, snapshot: Snapshot, spec: DumpSpec, over: AbortSignal): Promise<void> {
  await process.tell(snapshot.id);
  const tables = snapshot.relations.tables.map(({ oid }) => String(oid));
  const session = applicationName(spec.folder.job, 'dump');
  for (;;) {
    const { rows } = await snapshot.watch.query<{ locked: string; connected: boolean }>(locksOf, [session, tables]);
    const enough = tables.length === 0 ? rows[0]?.connected : Number(rows[0]?.locked) === tables.length;
    if (enough || over.aborted) return;
    spec.signal.throwIfAborted();
    await pause(5);
  }
}

const locksOf = `
  SELECT count(DISTINCT l.relation) FILTER (WHERE l.granted AND l.relation = ANY($2::oid[]))::text AS locked,
         count(a.pid) > 0 AS connected
    FROM pg_stat_activity a LEFT JOIN pg_locks l ON l.pid = a.pid AND l.mode = 'AccessShareLock' AND l.database = a.datid
   WHERE a.application_name = $1 AND a.datname = current_database()`;

/** Passes errors with words of their own and cancellation on; everything else is a failed dump. */
async function wrapped<T>(spec: DumpSpec, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    spec.signal.throwIfAborted();
    if (error instanceof HoldfastError && error.code.startsWith('postgres.')) throw error;
    throw fail('postgres.dump-failed', { database: spec.database, detail: messageOf(error) }, error);
  }
}
