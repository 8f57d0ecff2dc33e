import pg from 'pg';
import { fail } from '../errors/error.ts';

/**
 * A name as SQL text. PostgreSQL cuts longer names with a mere notice, and two cut names may be one.
 * @throws `postgres.bad-name`.
 */
export function ident(name: string): string {
  if (name === '' || name.includes('\0') || Buffer.byteLength(name) > 63) {
    throw fail('postgres.bad-name', { name: JSON.stringify(name.slice(0, 80)) });
  }
  return pg.escapeIdentifier(name);
}

/** A qualified name as SQL text. */
export function qualified(schema: string, name: string): string {
  return `${ident(schema)}.${ident(name)}`;
}

/** Text as an SQL literal, for statements that take no parameters (DDL). */
export function literal(text: string): string {
  if (text.includes('\0')) throw fail('postgres.bad-name', { name: JSON.stringify(text.slice(0, 80)) });
  return pg.escapeLiteral(text);
}

/** SQLSTATE of what a query threw; undefined when it was no answer of the server. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** Runs `work` in a transaction and rolls back when it throws. */
export async function inTransaction<T>(client: pg.ClientBase, begin: string, work: () => Promise<T>): Promise<T> {
  await client.query(begin);
  try {
    const value = await work();
    await client.query('COMMIT');
    return value;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined); // the session may be gone: then the server rolls back
    throw error;
  }
}
