import type pg from 'pg';
import type { JobId } from '../archive/ids.ts';
import { fail } from '../errors/error.ts';
import { ident } from './sql.ts';

/** Databases that a job made or kept: names and oids. */
export async function databasesOf(client: pg.ClientBase, job: JobId): Promise<{ name: string; oid: number }[]> {
  const { rows } = await client.query<{ name: string; oid: string }>(
    `SELECT datname AS name, oid::text FROM pg_database WHERE starts_with(datname, 'holdfast_' || $1 || '_') ORDER BY 1`,
    [job],
  );
  return rows.map(({ name, oid }) => ({ name, oid: Number(oid) }));
}

/**
 * Drops a database that a job made or kept, whatever its sessions do. No harm when it is gone.
 * @throws `postgres.not-as-intended` for any other name.
 */
export async function dropDatabase(client: pg.ClientBase, name: string): Promise<void> {
  if (!/^holdfast_[a-z0-9]{12}_(?:new|kept)(?:_\d+)?$/.test(name))
    throw fail('postgres.not-as-intended', { database: name });
  const { rows } = await client.query<{ template: boolean }>(
    'SELECT datistemplate AS template FROM pg_database WHERE datname = $1',
    [name],
  );
  if (rows[0]?.template) await client.query(`ALTER DATABASE ${ident(name)} WITH IS_TEMPLATE false`);
  await client.query(`DROP DATABASE IF EXISTS ${ident(name)} WITH (FORCE)`);
}
