import type { Database } from './database.ts';
import { type DatabasePlace, databasePlaceOf } from './database-places.ts';
import { read, write } from './json.ts';

/** What an administrator chose for an installation, on top of what is discovered. Volumes by key or name. */
export type InstallationSettings = {
  include: string[];
  exclude: string[];
  /** Whether archives carry the `.env` beside the compose file, which is always in them. */
  includeEnvironment: boolean;
  /** Name of the profile that was chosen; null: it is detected. */
  profile: string | null;
};

/** Settings of a project; the defaults for one that was never set up. */
export async function settingsOf(
  db: Database,
  project: string,
): Promise<InstallationSettings & { database: DatabasePlace | null }> {
  const row = await db
    .selectFrom('installation_settings')
    .selectAll()
    .where('project', '=', project)
    .executeTakeFirst();
  const database = await databasePlaceOf(db, project);
  if (!row) return { include: [], exclude: [], includeEnvironment: false, profile: null, database };
  return {
    include: read(row.include),
    exclude: read(row.exclude),
    includeEnvironment: row.include_folder === 1,
    profile: row.profile,
    database,
  };
}

/** Names of the profiles that were chosen, by project. */
export async function chosenProfiles(db: Database): Promise<Record<string, string>> {
  const rows = await db.selectFrom('installation_settings').select(['project', 'profile']).execute();
  return Object.fromEntries(rows.flatMap(({ project, profile }) => (profile === null ? [] : [[project, profile]])));
}

export async function saveSettings(db: Database, project: string, settings: InstallationSettings): Promise<void> {
  const values = {
    include: write(settings.include),
    exclude: write(settings.exclude),
    include_folder: settings.includeEnvironment ? 1 : 0,
    profile: settings.profile,
  };
  await db
    .insertInto('installation_settings')
    .values({ project, ...values })
    .onConflict((conflict) => conflict.column('project').doUpdateSet(values))
    .execute();
}
