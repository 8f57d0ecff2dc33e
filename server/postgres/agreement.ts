import type pg from 'pg';
import { fail, messageOf } from '../errors/error.ts';

/**
 * The names that the agreement rule's query gives, sorted by code unit. The query sees the database's own search path and can't write.
 * Give it the snapshot's client.
 * @throws `postgres.query-failed`; the snapshot stays usable.
 */
export async function agreementNames(client: pg.ClientBase, query: string): Promise<string[]> {
  await client.query('SAVEPOINT agreement; SET LOCAL search_path TO DEFAULT');
  try {
    const { rows } = await client.query<unknown[]>({ text: query, rowMode: 'array' });
    return rows.map(([name]) => String(name)).sort(byCodeUnit);
  } catch (error) {
    throw fail('postgres.query-failed', { what: 'the profile’s agreement query', detail: messageOf(error) }, error);
  } finally {
    await client.query('ROLLBACK TO agreement; RELEASE agreement'); // takes the search path back, too
  }
}

function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
