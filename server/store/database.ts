import { chmodSync } from 'node:fs';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { fail } from '../errors/error.ts';
import { migrations } from './migrations/index.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

/** Name of the file in the state folder. */
export const databaseFile = 'holdfast.sqlite';

/**
 * Opens `<folder>/holdfast.sqlite`. Every process and every bundle opens its own: they meet in the file only.
 * Each commit is on the disk when it returns (synchronous=FULL): the journal of a restore relies on that.
 */
export function openDatabase(folder: string): Database {
  const file = path.join(folder, databaseFile);
  const connection = new SQLite(file);
  chmodSync(file, 0o600);
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('busy_timeout = 10000');
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });
}

/**
 * Brings the tables up to date. Safe to call again.
 * @throws `store.migration-failed`; the database is then as it was before.
 */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error)
    throw fail('store.migration-failed', { detail: error instanceof Error ? error.message : String(error) }, error);
}
