import type pg from 'pg';
import { fail, messageOf } from '../errors/error.ts';
import { sqlState } from './sql.ts';

/** What the rule's query gave, or why it could not be asked of this database. */
export type AgreementNames = { names: string[] } | { notAsked: string };

/** Missing table, column or schema, and no right to read: the product's structure is not the one the rule was written for. */
const notOfThisDatabase = new Set(['42P01', '42703', '3F000', '42501']);

/**
 * The names that the agreement rule's query gives, sorted by code unit. The query sees the database's own search path and can't write.
 * Give it the snapshot's client.
 * @throws `postgres.query-failed` when the query itself is wrong; the snapshot stays usable.
 */
export async function agreementNames(client: pg.ClientBase, query: string): Promise<AgreementNames> {
  await client.query('SAVEPOINT agreement; SET LOCAL search_path TO DEFAULT');
  try {
    const { rows } = await client.query<unknown[]>({ text: query, rowMode: 'array' });
    return { names: rows.map(([name]) => String(name)).sort(byCodeUnit) };
  } catch (error) {
    if (notOfThisDatabase.has(sqlState(error) ?? '')) return { notAsked: messageOf(error) };
    throw fail('postgres.query-failed', { what: 'the profile’s agreement query', detail: messageOf(error) }, error);
  } finally {
    await client.query('ROLLBACK TO agreement; RELEASE agreement'); // takes the search path back, too
  }
}

function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
