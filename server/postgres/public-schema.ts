import type { PostgresLink } from './link.ts';

/** The first that lets nobody but the owner create in the schema public of a new database. */
const closedSince = 15;

/**
 * Up to 14 everybody may create in the schema public, and a dump of these tells only what is otherwise. Before it is loaded
 * into a later server, the new database gets that right, so that the application keeps what it had.
 */
export async function openPublicSchema(
  link: PostgresLink,
  database: string,
  majors: { archived: number; server: number },
  applicationName: string,
): Promise<void> {
  if (majors.archived >= closedSince || majors.server < closedSince) return;
  const client = await link.connect(database, applicationName);
  try {
    await client.query('GRANT CREATE ON SCHEMA public TO PUBLIC');
  } finally {
    await client.end();
  }
}
