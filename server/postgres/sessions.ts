import { fail, messageOf } from '../errors/error.ts';
import type { PostgresLink } from './link.ts';
import { sqlState } from './sql.ts';

const undefinedTable = '42P01';
const undefinedColumn = '42703';

/**
 * Runs the profile's statement on the staged database, so that sessions which the archive brings back are not valid.
 * @returns how many rows it changed; null when the database has no such table or column: the profile speaks of another
 * version of the product. Then it changed nothing.
 * @throws `postgres.query-failed`; then it changed nothing.
 */
export async function endInstallationSessions(
  link: PostgresLink,
  database: string,
  statement: string,
  applicationName: string,
): Promise<number | null> {
  const client = await link.connect(database, applicationName);
  try {
    await client.query('SET search_path TO DEFAULT');
    const result = await client.query(statement);
    return result.rowCount ?? 0;
  } catch (error) {
    if ([undefinedTable, undefinedColumn].includes(sqlState(error) ?? '')) return null;
    throw fail('postgres.query-failed', { what: 'the profile’s session statement', detail: messageOf(error) }, error);
  } finally {
    await client.end();
  }
}
