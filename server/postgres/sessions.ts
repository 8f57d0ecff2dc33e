import type { PostgresLink } from './link.ts';

/** Runs the profile's statement on the staged database, so that sessions which the archive brings back are not valid. Returns how many rows it changed. */
export async function endInstallationSessions(
  _link: PostgresLink,
  _database: string,
  _statement: string,
  _applicationName: string,
): Promise<number> {
  throw new Error('not built yet');
}
