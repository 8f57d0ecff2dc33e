import type { DatabaseProperties, TableCount } from '../archive/manifest.ts';
import { countTables } from './counts.ts';
import { readProperties } from './properties.ts';
import type { Snapshot } from './snapshot.ts';
import { structureHash } from './structure.ts';

/** What the manifest says of a database, all read inside the snapshot's transaction. */
export type Inventory = {
  properties: DatabaseProperties;
  tables: TableCount[];
  /** SHA-256 of the structure's canonical description. */
  structure: string;
  extensions: { name: string; version: string }[];
  /** pg_database_size. */
  bytes: number;
};

/** Counts every table and describes the structure. After the thaw: it takes as long as reading the tables does. */
export async function readInventory(snapshot: Snapshot, options: { signal?: AbortSignal } = {}): Promise<Inventory> {
  const { client, database } = snapshot;
  const structure = await structureHash(client); // first: what it reads is not all bound to the snapshot
  const properties = await readProperties(client, database);
  if (!properties) throw new Error(`the database of the snapshot is not in pg_database: ${database}`);
  const extensions = await client.query<{ name: string; version: string }>(
    'SELECT extname AS name, extversion AS version FROM pg_extension ORDER BY extname',
  );
  const size = await client.query<{ bytes: string }>('SELECT pg_database_size(current_database())::text AS bytes');
  return {
    properties,
    structure,
    extensions: extensions.rows,
    bytes: Number(size.rows[0]?.bytes),
    tables: await countTables(client, options.signal),
  };
}
