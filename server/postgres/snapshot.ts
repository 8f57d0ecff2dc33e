import type pg from 'pg';
import { fail } from '../errors/error.ts';
import { type AgreementNames, agreementNames } from './agreement.ts';
import type { SequenceValue } from './cluster.ts';
import { type HorizonMove, moveBetween, readHorizon } from './horizon.ts';
import type { PostgresLink } from './link.ts';
import { listRelations, lockOthers, lockTables, lockViews, type Relations, sameRelations } from './relations.ts';
import { readSequences } from './sequences.ts';
import { sqlState } from './sql.ts';

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
  /** What is locked, and will be dumped. */
  relations: Relations;
  /** The session inside the snapshot's transaction: for reading only. */
  client: pg.Client;
  /** A session on the same database outside of any transaction: sees what happens now. */
  watch: pg.Client;
  /** What happened since, to be asked as the last act before the thaw. */
  movedSince(): Promise<HorizonMove>;
};

/** Sessions that are open before the freeze; disposing ends the snapshot, too. */
export type PreparedSnapshot = AsyncDisposable & {
  database: string;
  /** Before it, while everything runs: what the agreement rule's query gives now. */
  ask(query: string): Promise<AgreementNames>;
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
  link: PostgresLink,
  database: string,
  applicationName: string,
): Promise<PreparedSnapshot> {
  await using opened = new AsyncDisposableStack();
  const open = async (what: string): Promise<pg.Client> => {
    const session = await link.connect(database, `${applicationName}-${what}`);
    opened.defer(() => session.end());
    return session;
  };
  const client = await open('snapshot');
  const watch = await open('watch');
  let relations = await listRelations(client);
  await readHorizon(watch); // once before, so that catalogue and plans are warm

  const sessions = opened.move();
  return {
    database,
    async ask(query) {
      await client.query('BEGIN READ ONLY');
      try {
        return await agreementNames(client, query);
      } finally {
        await client.query('ROLLBACK');
      }
    },
    async take() {
      for (let round = 1; ; round += 1) {
        try {
          return await takeMoment({ database, client, watch, relations });
        } catch (error) {
          await client.query('ROLLBACK');
          if (sqlState(error) === lockNotAvailable) throw fail('postgres.open-transaction', { database }, error);
          if (round === rounds || !listIsOld(error)) throw error;
          relations = await listRelations(client);
        }
      }
    },
    async release() {
      await client.query('ROLLBACK');
    },
    [Symbol.asyncDispose]: () => sessions.disposeAsync(),
  };
}

/** How often the list of tables is read anew when it changed since. */
const rounds = 3;
const lockNotAvailable = '55P03';
const undefinedTable = '42P01';
const undefinedSchema = '3F000';

class ListIsOld extends Error {}

function listIsOld(error: unknown): boolean {
  return error instanceof ListIsOld || [undefinedTable, undefinedSchema].includes(sqlState(error) ?? '');
}

type Moment = { database: string; client: pg.Client; watch: pg.Client; relations: Relations };

/** LOCK TABLE comes first: it takes no snapshot, so that nothing can change between the locks and the snapshot. */
async function takeMoment({ database, client, watch, relations }: Moment): Promise<Snapshot> {
  const started = performance.now();
  const [before] = await Promise.all([readHorizon(watch), client.query(begin(relations))]);
  const { rows } = await client.query<{ id: string; horizon: string; now: string }>(
    `SELECT pg_export_snapshot() AS id, pg_current_snapshot()::text AS horizon,
            to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS now`,
  );
  const [row] = rows;
  if (!row) throw new Error('no snapshot');
  if (!sameRelations(relations, await listRelations(client))) throw new ListIsOld();
  await lockTheRest(client, relations);
  const sequences = await readSequences(client, relations.sequences);
  await client.query("SET LOCAL lock_timeout = '10s'"); // later reads hold their locks already; none may wait for ever
  return {
    database,
    id: row.id,
    horizon: row.horizon,
    takenAt: row.now,
    sequences,
    relations,
    client,
    watch,
    tookMs: performance.now() - started,
    movedSince: async () => moveBetween({ ...before, text: row.horizon }, await readHorizon(watch)),
  };
}

function begin(relations: Relations): string {
  return [
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
    "SET LOCAL lock_timeout = '200ms'",
    ...[lockTables(relations)].filter(Boolean),
  ].join(';');
}

/**
 * Sequences, materialized views and foreign tables, then views. Locking a view asks for its owner's rights on what it
 * reads; where they are missing the view stays unlocked, as pg_dump leaves all of them.
 */
async function lockTheRest(client: pg.Client, relations: Relations): Promise<void> {
  const others = lockOthers(relations);
  if (others) await client.query(others);
  const views = lockViews(relations);
  if (!views) return;
  await client.query('SAVEPOINT views');
  try {
    await client.query(views);
    await client.query('RELEASE views');
  } catch (error) {
    if (sqlState(error) !== insufficientPrivilege) throw error;
    await client.query('ROLLBACK TO views; RELEASE views');
  }
}
const insufficientPrivilege = '42501';
