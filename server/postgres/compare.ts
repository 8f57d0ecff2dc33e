import type { ManifestDatabase } from '../archive/manifest.ts';
import type { PostgresLink } from './link.ts';

export type DatabaseDifferences = {
  /** Tables whose number of rows differs; null: there is no such table. */
  tables: { schema: string; name: string; expected: number | null; found: number | null }[];
  /** Null: the server's major is another one and describes structures in other words. */
  structureDiffers: boolean | null;
};

/** Compares the database called `name` with what the manifest says: rows of each table and the structure. */
export async function compareWithManifest(
  _link: PostgresLink,
  _name: string,
  _expected: ManifestDatabase,
  _options?: { exempt?: readonly { schema: string; name: string }[]; signal?: AbortSignal },
): Promise<DatabaseDifferences> {
  throw new Error('not built yet');
}
