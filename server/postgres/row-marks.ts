import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { z } from 'zod';
import type { TableCount } from '../archive/manifest.ts';
import { countTables } from './counts.ts';
import type { PostgresLink } from './link.ts';
import { inTransaction } from './sql.ts';

/**
 * What a database's tables had seen at some moment, to tell later what was written since. The server's counters are exact,
 * but a crash sets them back to 0: then only the numbers of rows can be compared.
 */
export const rowMarksSchema = z.object({
  /** Changes when the counters are set back; null: never. */
  resetAt: z.string().nullable(),
  tables: z.array(
    z.object({
      schema: z.string(),
      name: z.string(),
      rows: z.number(),
      inserted: z.number(),
      updated: z.number(),
      deleted: z.number(),
    }),
  ),
});
export type RowMarks = z.infer<typeof rowMarksSchema>;

export type RowMoves = {
  /** False: the counters were set back meanwhile, or the table was made anew; only `rowsThen` and `rowsNow` can be told. */
  exact: boolean;
  tables: {
    schema: string;
    name: string;
    inserted: number;
    updated: number;
    deleted: number;
    /** Null: there was, or is, no such table. */
    rowsThen: number | null;
    rowsNow: number | null;
  }[];
};

/**
 * Reads the marks of a database once nobody else is in it: a session hands in what it counted when it ends.
 * @param known rows of each table, where they have just been counted
 */
export async function readRowMarks(
  link: PostgresLink,
  database: string,
  applicationName: string,
  known?: readonly TableCount[],
): Promise<RowMarks> {
  const client = await link.connect(database, applicationName);
  try {
    await untilAlone(client);
    return await marksOf(client, { known });
  } finally {
    await client.end();
  }
}

/** What was written since `then`. Tables that nothing was written to are left out. */
export async function rowMovesSince(
  link: PostgresLink,
  database: string,
  then: RowMarks,
  applicationName: string,
  signal?: AbortSignal,
): Promise<RowMoves> {
  const client = await link.connect(database, applicationName);
  try {
    return movesBetween(then, await marksOf(client, { signal }));
  } finally {
    await client.end();
  }
}

export function movesBetween(then: RowMarks, now: RowMarks): RowMoves {
  const key = ({ schema, name }: { schema: string; name: string }) => JSON.stringify([schema, name]);
  const before = new Map(then.tables.map((table) => [key(table), table]));
  const after = new Map(now.tables.map((table) => [key(table), table]));
  const counters = ['inserted', 'updated', 'deleted'] as const;
  const setBack = [...before].some(([id, table]) => {
    const later = after.get(id);
    return later !== undefined && counters.some((counter) => later[counter] < table[counter]);
  });
  const exact = then.resetAt === now.resetAt && !setBack;
  const tables = [...new Map([...before, ...after])].map(([id, { schema, name }]) => {
    const [was, is] = [before.get(id), after.get(id)];
    const grown = (counter: (typeof counters)[number]) => (exact ? (is?.[counter] ?? 0) - (was?.[counter] ?? 0) : 0);
    const more = (is?.rows ?? 0) - (was?.rows ?? 0);
    const [inserted, deleted] = is ? [grown('inserted'), grown('deleted')] : [0, was?.rows ?? 0];
    return {
      schema,
      name,
      // A session hands in its counts up to a second late: the rows that are there already say at least so much.
      inserted: exact ? Math.max(inserted, more) : 0,
      updated: is ? grown('updated') : 0,
      deleted: exact ? Math.max(deleted, -more) : 0,
      rowsThen: was?.rows ?? null,
      rowsNow: is?.rows ?? null,
    };
  });
  const moved = tables.filter(
    (table) => table.rowsThen !== table.rowsNow || counters.some((counter) => table[counter] > 0),
  );
  return { exact, tables: moved };
}

/** Give up waiting after this and read what there is, ms. */
const aloneWithinMs = 3000;

async function untilAlone(client: pg.Client): Promise<void> {
  const deadline = Date.now() + aloneWithinMs;
  for (;;) {
    const { rows } = await client.query<{ others: boolean }>(
      `SELECT count(*) > 0 AS others FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
    );
    if (!rows[0]?.others || Date.now() > deadline) return;
    await pause(20);
  }
}

type Counting = { known?: readonly TableCount[] | undefined; signal?: AbortSignal | undefined };

async function marksOf(client: pg.Client, { known, signal }: Counting): Promise<RowMarks> {
  return inTransaction(client, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', async () => {
    const counted = known ?? (await countTables(client, signal));
    const reset = await client.query<{ at: string | null }>(
      'SELECT stats_reset::text AS at FROM pg_stat_database WHERE datname = current_database()',
    );
    const { rows } = await client.query<{ schema: string; name: string; i: string; u: string; d: string }>(
      `SELECT schemaname AS schema, relname AS name, n_tup_ins::text AS i, n_tup_upd::text AS u, n_tup_del::text AS d
         FROM pg_stat_user_tables`,
    );
    const counters = new Map(rows.map((row) => [JSON.stringify([row.schema, row.name]), row]));
    return {
      resetAt: reset.rows[0]?.at ?? null,
      tables: counted.map(({ schema, name, rows: count }) => {
        const found = counters.get(JSON.stringify([schema, name]));
        return {
          schema,
          name,
          rows: count,
          inserted: Number(found?.i ?? 0),
          updated: Number(found?.u ?? 0),
          deleted: Number(found?.d ?? 0),
        };
      }),
    };
  });
}
