import type pg from 'pg';
import { fail } from '../errors/error.ts';
import type { PostgresLink } from './link.ts';
import { sqlState } from './sql.ts';

export type ServerIdentity = {
  version: string;
  major: number;
  dataDirectory: string;
  /** Restoring needs it: event triggers, others' objects and closed databases are a superuser's. */
  superuser: boolean;
};

/** Version and data directory of the server, and what the user of `client` may do. */
export async function serverIdentity(client: pg.ClientBase): Promise<ServerIdentity> {
  const { rows } = await client.query<{ version: string; number: number; data: string; superuser: boolean }>(
    `SELECT current_setting('server_version') AS version,
            current_setting('server_version_num')::int AS number,
            current_setting('data_directory') AS data,
            rolsuper AS superuser
       FROM pg_roles WHERE rolname = current_user`,
  );
  const [row] = rows;
  if (!row) throw new Error('the server does not know its own user');
  return {
    version: row.version,
    major: Math.floor(row.number / 10_000),
    dataDirectory: row.data,
    superuser: row.superuser,
  };
}

/** Major version of the server that `client` speaks to. */
export async function serverMajor(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ major: number }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS major`,
  );
  return rows[0]?.major ?? 0;
}

/** Object id of a database; null when there is none of that name. */
export async function databaseOid(client: pg.ClientBase, name: string): Promise<number | null> {
  const { rows } = await client.query<{ oid: string }>('SELECT oid::text FROM pg_database WHERE datname = $1', [name]);
  return rows[0] ? Number(rows[0].oid) : null;
}

const noSuchDatabase = '3D000';
const notAcceptingConnections = '55000';

/**
 * A session on the first of `postgres` and `template1` that is not among `swapped`: from there databases can be renamed.
 * @throws `postgres.no-maintenance-database`, `postgres.unreachable`.
 */
export async function connectMaintenance(
  link: PostgresLink,
  swapped: readonly string[],
  applicationName: string,
): Promise<pg.Client> {
  for (const database of ['postgres', 'template1'].filter((name) => !swapped.includes(name))) {
    try {
      return await link.connect(database, applicationName);
    } catch (error) {
      const state = sqlState(error instanceof Error ? (error.cause ?? error) : error);
      if (state !== noSuchDatabase && state !== notAcceptingConnections) throw error;
    }
  }
  throw fail('postgres.no-maintenance-database');
}
