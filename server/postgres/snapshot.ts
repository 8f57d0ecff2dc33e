import type pg from 'pg';
import type { SequenceValue } from './cluster.ts';
import type { PostgresLink } from './link.ts';

/** A moment of one database, held open: tables can't be truncated, rewritten or dropped while it lasts. */
export type Snapshot = {
  database: string;
  /** Name for `pg_dump --snapshot`. */
  id: string;
  /** pg_current_snapshot at that moment. */
  horizon: string;
  /** ISO 8601. */
  takenAt: string;
  tookMs: number;
  /** Values of all sequences, read at once: sequences do not honour snapshots. */
  sequences: SequenceValue[];
  /** The session inside the snapshot's transaction: for reading only. */
  client: pg.Client;
  /** What happened since, to be asked as the last act before the thaw. */
  movedSince(): Promise<HorizonMove>;
};

export type HorizonMove = {
  /** pg_current_snapshot now. */
  horizon: string;
  moved: boolean;
  /** Tables (schema.name) whose counters of inserted, updated and deleted rows differ from those at the snapshot. */
  tables: string[];
  /** True when nothing moved, or autovacuum's ANALYZE accounts for every transaction id that was used. */
  explained: boolean;
};

/** Sessions that are open before the freeze; disposing ends the snapshot, too. */
export type PreparedSnapshot = AsyncDisposable & {
  database: string;
  /**
   * Inside the freeze: locks every table that will be dumped (ACCESS SHARE) and exports the snapshot.
   * @throws `postgres.open-transaction` when a lock can't be had within 200 ms: somebody is in the middle of a change.
   */
  take(): Promise<Snapshot>;
  /** Gives up a taken snapshot so that `take` can be called again. */
  release(): Promise<void>;
};

/** Opens the sessions and lists the tables before the freeze, so that nothing of it is left to do inside. */
export async function prepareSnapshot(
  _link: PostgresLink,
  _database: string,
  _applicationName: string,
): Promise<PreparedSnapshot> {
  throw new Error('not built yet');
}
