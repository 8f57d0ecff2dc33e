import type { ManifestDatabase } from '../archive/manifest.ts';
import { countTables } from './counts.ts';
import { serverMajor } from './identity.ts';
import type { PostgresLink } from './link.ts';
import { applicationName } from './names.ts';
import { inTransaction } from './sql.ts';
import { structureHash } from './structure.ts';

export type DatabaseDifferences = {
  /** Tables whose number of rows differs; null: there is no such table. */
  tables: { schema: string; name: string; expected: number | null; found: number | null }[];
  /** Null: the server's major is another one and describes structures in other words. */
  structureDiffers: boolean | null;
};

export type CompareOptions = {
  /** Tables whose rows don't count. */
  exempt?: readonly { schema: string; name: string }[];
  signal?: AbortSignal;
};

/** Compares the database called `name` with what the manifest says: rows of each table and the structure. */
export async function compareWithManifest(
  link: PostgresLink,
  name: string,
  expected: ManifestDatabase,
  options: CompareOptions = {},
): Promise<DatabaseDifferences> {
  const client = await link.connect(name, applicationName(link.job, 'compare'));
  try {
    return await inTransaction(client, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', async () => {
      const same = (await structureHash(client)) === expected.structure;
      const comparable = (await serverMajor(client)) === expected.serverMajor;
      const found = await countTables(client, options.signal);
      return { tables: differences(expected, found, options.exempt), structureDiffers: comparable ? !same : null };
    });
  } finally {
    await client.end();
  }
}

function differences(
  expected: ManifestDatabase,
  found: ManifestDatabase['tables'],
  exempt: CompareOptions['exempt'] = [],
): DatabaseDifferences['tables'] {
  const key = ({ schema, name }: { schema: string; name: string }): string => JSON.stringify([schema, name]);
  const rowsIn = (tables: ManifestDatabase['tables']) => new Map(tables.map((table) => [key(table), table.rows]));
  const before = rowsIn(expected.tables);
  const after = rowsIn(found);
  const passed = new Set(exempt.map(key));
  const all = new Map([...expected.tables, ...found].map((table) => [key(table), table]));
  return [...all]
    .filter(([id]) => !passed.has(id) && before.get(id) !== after.get(id))
    .map(([id, { schema, name }]) => ({
      schema,
      name,
      expected: before.get(id) ?? null,
      found: after.get(id) ?? null,
    }));
}
