import type pg from 'pg';
import type { PostgresLink } from './link.ts';

export type ServerIdentity = { version: string; major: number; dataDirectory: string };

/** Version and data directory of the server. */
export async function serverIdentity(_client: pg.Client): Promise<ServerIdentity> {
  throw new Error('not built yet');
}

/** Object id of a database; null when there is none of that name. */
export async function databaseOid(_client: pg.Client, _name: string): Promise<number | null> {
  throw new Error('not built yet');
}

/** A session on the first of `postgres` and `template1` that is not among `swapped`: from there databases can be renamed. */
export async function connectMaintenance(
  _link: PostgresLink,
  _swapped: readonly string[],
  _applicationName: string,
): Promise<pg.Client> {
  throw new Error('not built yet');
}
