import type { SslMode } from '../contract/installations.ts';
import type { Database } from './database.ts';
import { read, write } from './json.ts';

/** A PostgreSQL server that is no container of the installation. `password` never leaves the server. */
export type DatabasePlace = {
  host: string;
  port: number;
  user: string;
  password: string;
  /** None: all. */
  databases: string[];
  sslmode: SslMode;
  /** In PEM; null: the CAs that this machine trusts. */
  ca: string | null;
  serverVersion: string;
};

/** Where a project's database is reached by TCP; null for one that is a container. */
export async function databasePlaceOf(db: Database, project: string): Promise<DatabasePlace | null> {
  const row = await db.selectFrom('database_places').selectAll().where('project', '=', project).executeTakeFirst();
  if (!row) return null;
  const { host, port, user, password, databases, sslmode, ca, server_version: serverVersion } = row;
  return { host, port, user, password, databases: read(databases), sslmode, ca, serverVersion };
}

/** @param place null: the database is a container again */
export async function saveDatabasePlace(db: Database, project: string, place: DatabasePlace | null): Promise<void> {
  if (place === null) {
    await db.deleteFrom('database_places').where('project', '=', project).execute();
    return;
  }
  const { databases, serverVersion, host, port, user, password, sslmode, ca } = place;
  const values = { host, port, user, password, sslmode, ca };
  const row = { ...values, databases: write(databases), server_version: serverVersion };
  await db
    .insertInto('database_places')
    .values({ project, ...row })
    .onConflict((conflict) => conflict.column('project').doUpdateSet(row))
    .execute();
}

/** Projects whose database is reached by TCP. */
export async function projectsWithPlace(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('database_places').select('project').orderBy('project').execute();
  return rows.map(({ project }) => project);
}
