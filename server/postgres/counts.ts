import type pg from 'pg';
import type { TableCount } from '../archive/manifest.ts';
import { qualified } from './sql.ts';

/**
 * Exact number of rows of every ordinary table that a dump holds. Partitions count, their parents have no rows of their
 * own; materialized views are left out, since a restore makes them anew from the tables.
 */
export async function countTables(client: pg.ClientBase, signal?: AbortSignal): Promise<TableCount[]> {
  const counts: TableCount[] = [];
  for (const { schema, name } of await tablesWithRows(client, 'r', 'n.nspname COLLATE "C", c.relname COLLATE "C"')) {
    signal?.throwIfAborted();
    const { rows } = await client.query<{ rows: string }>(
      `SELECT count(*)::text AS rows FROM ONLY ${qualified(schema, name)}`,
    );
    counts.push({ schema, name, rows: Number(rows[0]?.rows) });
  }
  return counts;
}

type Table = { schema: string; name: string };

/** Tables and materialized views, the biggest first. */
export function tablesBySize(client: pg.ClientBase): Promise<Table[]> {
  return tablesWithRows(client, 'rm', 'pg_relation_size(c.oid) DESC');
}

/** @param kinds of pg_class.relkind. @param order SQL. */
async function tablesWithRows(client: pg.ClientBase, kinds: string, order: string): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT n.nspname AS schema, c.relname AS name
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE strpos($1, c.relkind::text) > 0 AND c.relpersistence <> 't'
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                           AND d.deptype = 'e')
      ORDER BY ${order}`,
    [kinds],
  );
  return rows;
}
