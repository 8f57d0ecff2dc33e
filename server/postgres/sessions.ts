import { fail, messageOf } from '../errors/error.ts';
import type { PostgresLink } from './link.ts';

/**
 * Runs the profile's statement on the staged database, so that sessions which the archive brings back are not valid.
 * @returns how many rows it changed.
 * @throws `postgres.query-failed`; then it changed nothing.
 */
export async function endInstallationSessions(
  link: PostgresLink,
  database: string,
  statement: string,
  applicationName: string,
): Promise<number> {
  const client = await link.connect(database, applicationName);
  try {
    await client.query('SET search_path TO DEFAULT');
    const result = await client.query(statement);
    return result.rowCount ?? 0;
  } catch (error) {
    throw fail('postgres.query-failed', { what: 'the profile’s session statement', detail: messageOf(error) }, error);
  } finally {
    await client.end();
  }
}
