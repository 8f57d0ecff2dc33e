import type pg from 'pg';
import type { ManifestDatabase } from '../archive/manifest.ts';
import type { Roles } from './cluster.ts';
import { type Column, readColumns } from './columns.ts';
import { countTables } from './counts.ts';
import { serverIdentity } from './identity.ts';
import type { PostgresLink } from './link.ts';
import { applicationName } from './names.ts';
import { readProperties } from './properties.ts';
import { readMemberships, readRoles } from './read-cluster.ts';
import { inTransaction } from './sql.ts';
import { structureHash } from './structure.ts';

/** What a live database is like, for a comparison with an archived one. */
export type Portrait = Pick<
  ManifestDatabase,
  'name' | 'serverVersion' | 'serverMajor' | 'extensions' | 'properties' | 'structure'
> & {
  /** Rows are null where they could not be counted in time. */
  tables: { schema: string; name: string; rows: number | null }[];
  columns: Column[];
};

/** Looks at one database by catalogue queries and counts, in a read-only transaction; null when there is no such one. */
export async function portrayDatabase(
  link: PostgresLink,
  name: string,
  countLimitMs: number,
): Promise<Portrait | null> {
  const client = await link.connect(name, applicationName(link.job, 'compare'));
  try {
    return await inTransaction(client, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', async () => {
      const { version, major } = await serverIdentity(client);
      const properties = await readProperties(client, name);
      if (!properties) return null;
      const columns = await readColumns(client);
      const structure = await structureHash(client);
      const { rows: extensions } = await client.query<{ name: string; version: string }>(
        'SELECT extname::text AS name, extversion::text AS version FROM pg_extension ORDER BY extname',
      );
      const counted = await countTables(client, AbortSignal.timeout(countLimitMs)).catch(() => null);
      const tables = counted ?? tablesIn(columns).map((table) => ({ ...table, rows: null }));
      return { name, serverVersion: version, serverMajor: major, properties, extensions, structure, columns, tables };
    });
  } finally {
    await client.end();
  }
}

function tablesIn(columns: readonly Column[]): { schema: string; name: string }[] {
  const all = new Map(columns.map(({ schema, table }) => [JSON.stringify([schema, table]), { schema, name: table }]));
  return [...all.values()];
}

/** The server's roles without their secrets. */
export async function portrayRoles(client: pg.ClientBase): Promise<Roles> {
  const roles = (await readRoles(client)).map((role) => ({ ...role, passwordHash: null }));
  return { roles, memberships: await readMemberships(client) };
}
