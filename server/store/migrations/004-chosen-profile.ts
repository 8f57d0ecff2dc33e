import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const chosenProfile: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw('alter table installation_settings add column profile text').execute(db);
  },
};
