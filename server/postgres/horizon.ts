import type pg from 'pg';

/** Transaction ids and tables' counters at one moment. */
export type Horizon = {
  /** pg_current_snapshot: xmin:xmax:those under way. */
  text: string;
  tables: TableCounters[];
  /** Transaction ids that are no business of this database: autovacuum's and those of clients of others. */
  foreign: string[];
};

type TableCounters = { table: string; changes: string; analyses: string };

export type HorizonMove = {
  /** pg_current_snapshot now. */
  horizon: string;
  moved: boolean;
  /**
   * Tables (schema.name) whose counters of inserted, updated and deleted rows differ from those at the snapshot. The server
   * brings them out up to a second late: a table can be missing here, or stand here for a write just before the snapshot.
   */
  tables: string[];
  /** True when nothing moved, or ANALYZE and clients of other databases account for every transaction id that was used. */
  explained: boolean;
};

/** Reads it on a session outside of any transaction: inside one, statistics and snapshot stand still. */
export async function readHorizon(client: pg.ClientBase): Promise<Horizon> {
  const tables = await client.query<TableCounters>(counters);
  const { rows } = await client.query<{ text: string; foreign: string[] }>(horizon);
  return { text: rows[0]?.text ?? '', tables: tables.rows, foreign: rows[0]?.foreign ?? [] };
}

// ANALYZE writes pg_statistic and takes a transaction id for each table: that is no change of anybody's data.
const counters = `
  SELECT schemaname || '.' || relname AS table,
         CASE WHEN relname LIKE 'pg\\_statistic%' AND schemaname = 'pg_catalog' THEN '0'
              ELSE (n_tup_ins + n_tup_upd + n_tup_del)::text END AS changes,
         (analyze_count + autoanalyze_count + vacuum_count + autovacuum_count)::text AS analyses
    FROM pg_stat_all_tables WHERE schemaname <> 'pg_toast' ORDER BY 1`;

const horizon = `
  SELECT pg_current_snapshot()::text AS text,
         ARRAY(SELECT backend_xid::text FROM pg_stat_activity
                WHERE backend_xid IS NOT NULL
                  AND (datname IS DISTINCT FROM current_database() OR backend_type <> 'client backend')) AS foreign`;

/** What happened from `before` to `after`. */
export function moveBetween(before: Horizon, after: Horizon): HorizonMove {
  if (before.text === after.text) return { horizon: after.text, moved: false, tables: [], explained: true };
  const earlier = new Map(before.tables.map((row) => [row.table, row]));
  const tables = after.tables
    .filter((row) => (earlier.get(row.table)?.changes ?? '0') !== row.changes)
    .map((row) => row.table);
  const analyses = sum(after.tables) - sum(before.tables);
  const foreign = new Set([...before.foreign, ...after.foreign]);
  const used = transactionsBetween(before.text, after.text).filter((xid) => !foreign.has(epochless(xid)));
  return { horizon: after.text, moved: true, tables, explained: tables.length === 0 && used.length <= analyses };
}

function sum(rows: readonly TableCounters[]): number {
  return rows.reduce((total, row) => total + Number(row.analyses), 0);
}

/** More than this many at once are certainly not ANALYZE alone. */
const manyTransactions = 10_000n;

/** Ids that were under way at the first look, or given out until the second. */
function transactionsBetween(before: string, after: string): bigint[] {
  const first = parse(before);
  const second = parse(after);
  const given = second.max - first.max;
  const fresh = Array.from(
    { length: Number(given > manyTransactions ? manyTransactions : given) },
    (_, index) => first.max + BigInt(index),
  );
  return [...first.underWay, ...fresh];
}

/** Of what pg_current_snapshot gives: the first transaction id that was not given out yet. */
export function nextTransaction(snapshot: string): string {
  return snapshot.split(':')[1] ?? '0';
}

function parse(text: string): { max: bigint; underWay: bigint[] } {
  const [, , underWay = ''] = text.split(':');
  return { max: BigInt(nextTransaction(text)), underWay: underWay.split(',').filter(Boolean).map(BigInt) };
}

/** Snapshots name ids with 64 bits, sessions with the lower 32. */
function epochless(xid: bigint): string {
  return String(xid & 0xffff_ffffn);
}
