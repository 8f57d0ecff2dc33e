import type pg from 'pg';

/** A column as pg_dump would write it. */
export type Column = { schema: string; table: string; name: string; type: string; required: boolean };

/** Columns of every table that a dump holds; those that a child has from its parent are the parent's. */
export async function readColumns(client: pg.ClientBase): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `SELECT n.nspname::text AS schema, c.relname::text AS "table", attname::text AS name,
            format_type(atttypid, atttypmod) AS type, attnotnull AS required
       FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
      WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND attnum > 0 AND NOT attisdropped
        AND (attislocal OR c.relispartition) AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                           AND d.deptype = 'e')
      ORDER BY 1, 2, attnum`,
  );
  return rows;
}
