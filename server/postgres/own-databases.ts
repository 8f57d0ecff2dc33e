import type pg from 'pg';

/**
 * Databases of a server that hold somebody's data: `known` first, then all others that take connections, unless those are
 * somebody else's. Not templates, not the maintenance database unless it is `known`, and nothing that a restore of ours
 * has staged or keeps.
 */
export async function ownDatabases(
  client: pg.ClientBase,
  { databases: known, othersToo }: { databases: readonly string[]; othersToo: boolean },
): Promise<string[]> {
  if (!othersToo) return [...known];
  const { rows } = await client.query<{ name: string }>(
    `SELECT datname::text AS name FROM pg_database
      WHERE datallowconn AND NOT datistemplate AND datname <> 'postgres' AND datname NOT LIKE 'holdfast\\_%'
      ORDER BY datname COLLATE "C"`,
  );
  return [...new Set([...known, ...rows.map(({ name }) => name)])];
}
