import type { DatabaseProperties, TableCount } from '../archive/manifest.ts';
import type { Cluster } from './cluster.ts';
import type { Snapshot } from './snapshot.ts';

/** What the manifest and cluster.json say of a database, all read inside the snapshot's transaction. */
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
export async function readInventory(_snapshot: Snapshot, _options?: { signal?: AbortSignal }): Promise<Inventory> {
  throw new Error('not built yet');
}

/** Roles, memberships, tablespaces and each snapshot's sequences. Snapshots are of one server. */
export async function readCluster(_snapshots: readonly Snapshot[]): Promise<Cluster> {
  throw new Error('not built yet');
}

/** `database/globals.sql`: the roles as statements that psql runs, for restoring without Holdfast. */
export function globalsSql(_cluster: Cluster): string {
  throw new Error('not built yet');
}
