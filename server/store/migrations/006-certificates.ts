import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/* How the way to a database outside Docker is encrypted, as psql names it, and the CA of its certificate. */
const statements = [
  `alter table database_places add column sslmode text not null default 'prefer'`,
  'alter table database_places add column ca text',
];

export const certificates: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
