import { seedDatabase } from '../seed/database.ts';
import { migrations } from './migrations.ts';
import { inTransaction, rowsOf } from './pool.ts';
import { structure } from './structures.ts';

/**
 * Brings the database to this version's structure: makes and seeds a new one, migrates an older one.
 * @throws when the database is of a newer version; nothing was changed then.
 */
export async function migrate(): Promise<void> {
  await inTransaction(async (client) => {
    await client.query('select pg_advisory_xact_lock(1955)');
    await client.query(
      'create table if not exists schema_version (version int primary key, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query('select coalesce(max(version), 0)::int as version from schema_version');
    const found: number = rows[0].version;
    if (found > structure) throw new Error(newerText(found));
    for (const { to, statements } of migrations.filter((each) => each.to > found && each.to <= structure)) {
      await client.query(statements);
      await client.query('insert into schema_version (version) values ($1)', [to]);
      console.log(`The database has structure ${to} now.`);
      if (to === 1) await seedDatabase(client);
    }
  });
}

/** For services that must not touch the database before the auth-server has brought it up to date. */
export async function expectStructure(): Promise<void> {
  const [row] = await rowsOf<{ version: number }>('select max(version)::int as version from schema_version');
  if (row?.version !== structure) throw new Error(`the database has structure ${row?.version}, not ${structure}`);
}

function newerText(found: number): string {
  return (
    `The database has structure ${found}, which version ${process.env.VERSION} does not know: a newer version has migrated it. ` +
    'Start that version, or restore a backup of this one.'
  );
}
