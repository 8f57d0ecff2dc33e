import pg from 'pg';
import { messageOf } from '../errors/error.ts';
import type { ServerAddress } from './deps.ts';

/** Where a session's socket lies: a folder (short enough: a socket's path holds 107 bytes) and the server's port. */
export type SocketPlace = { folder: string; port: number };

/**
 * Opens a session over `<folder>/.s.PGSQL.<port>` that no setting of the server, the database or the role can cut short or
 * lead astray: no time limits, nothing but pg_catalog in the search path, times in UTC.
 */
export async function openSession(
  place: SocketPlace,
  server: ServerAddress,
  database: string,
  applicationName: string,
): Promise<pg.Client> {
  const client = new pg.Client({
    host: place.folder,
    port: place.port,
    user: server.user,
    password: () => server.password ?? '',
    database,
    application_name: applicationName,
    ssl: false,
    options: startOptions,
    connectionTimeoutMillis: 15_000,
  });
  client.on('error', () => undefined); // a session that dies is noticed by its next query
  try {
    await client.connect();
    await client.query(steadySession);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

// At the start already: a statement_timeout of 1 ms on the database would end the first statement.
const startOptions = [
  'statement_timeout=0',
  'lock_timeout=0',
  'idle_in_transaction_session_timeout=0',
  'default_transaction_read_only=off',
  'DateStyle=ISO',
  'IntervalStyle=postgres',
  'TimeZone=UTC',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

// By pg_settings: servers before 14 do not know idle_session_timeout, those before 17 not transaction_timeout.
const steadySession = `
  SELECT set_config(name, '0', false) FROM pg_catalog.pg_settings
   WHERE name IN ('idle_session_timeout', 'transaction_timeout')
   UNION ALL SELECT set_config('search_path', 'pg_catalog', false)
   UNION ALL SELECT set_config('row_security', 'off', false)`;

/** What went wrong when connecting, in one line without secrets. */
export function connectionTrouble(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return messageOf(error);
}
