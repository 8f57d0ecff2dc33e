import type { Migration } from 'kysely/migration';
import { first } from './001-first.ts';
import { accounts } from './002-accounts.ts';
import { chosenProfile } from './004-chosen-profile.ts';
import { databasePlaces } from './005-database-places.ts';
import { certificates } from './006-certificates.ts';

/** In order of their names. A list in code, so that a bundled build needs no files beside it. Never edit one that was released. */
export const migrations: Record<string, Migration> = {
  '001-first': first,
  '002-accounts': accounts,
  '004-chosen-profile': chosenProfile,
  '005-database-places': databasePlaces,
  '006-certificates': certificates,
};
