import type pg from 'pg';
import type { SequenceValue } from './cluster.ts';
import type { Relation } from './relations.ts';
import { literal, qualified } from './sql.ts';

/** So many sequences are read by one query. */
const batch = 200;

/** Reads values and whether they were used already (`last_value` alone does not tell), a batch a query. */
export async function readSequences(client: pg.ClientBase, sequences: readonly Relation[]): Promise<SequenceValue[]> {
  const values: SequenceValue[] = [];
  for (let start = 0; start < sequences.length; start += batch) {
    const { rows } = await client.query<SequenceValue>(
      sequences
        .slice(start, start + batch)
        .map(
          ({ schema, name }) =>
            `SELECT ${literal(schema)}::text AS schema, ${literal(name)}::text AS name, last_value::text AS "lastValue",
                    is_called AS "isCalled" FROM ${qualified(schema, name)}`,
        )
        .join(' UNION ALL '),
    );
    values.push(...rows);
  }
  return values;
}

/** Sets sequences exactly as they were read. Those the database does not have are named in the answer. */
export async function setSequences(client: pg.ClientBase, values: readonly SequenceValue[]): Promise<string[]> {
  const { rows } = await client.query<{ missing: string }>(setAll, [
    values.map((value) => value.schema),
    values.map((value) => value.name),
    values.map((value) => value.lastValue),
    values.map((value) => value.isCalled),
  ]);
  return rows.map((row) => row.missing);
}

const setAll = `
  WITH wanted AS (
    SELECT v.*, c.oid FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bool[]) AS v(schema, name, value, called)
      LEFT JOIN (pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND c.relkind = 'S')
        ON n.nspname = v.schema AND c.relname = v.name),
  done AS (SELECT setval(oid::regclass, value, called) FROM wanted WHERE oid IS NOT NULL)
  SELECT schema || '.' || name AS missing FROM wanted WHERE oid IS NULL AND (SELECT count(*) FROM done) >= 0`;
