import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/* The password as it is: the server wants to hear it. The file is 0600 in a folder 0700, as the signing key is. */
const statement = `create table database_places (
    project text primary key, host text not null, port integer not null, user text not null, password text not null,
    databases text not null, server_version text not null) strict`;

export const databasePlaces: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(statement).execute(db);
  },
};
