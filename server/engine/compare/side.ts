import type { z } from 'zod';
import type { Fingerprint } from '../../archive/fingerprint.ts';
import type { ManifestDatabase } from '../../archive/manifest.ts';
import type { sideSchema } from '../../contract/compare.ts';
import type { Roles } from '../../postgres/index.ts';

export type SideVolume = {
  key: string;
  name: string;
  files: number;
  bytes: number;
  /** Its tree, read when it is asked for. @throws when it can't be had */
  tree(): Promise<Fingerprint>;
};

export type SideDatabase = Pick<
  ManifestDatabase,
  'name' | 'serverVersion' | 'serverMajor' | 'extensions' | 'properties' | 'structure'
> & {
  tables: { schema: string; name: string; rows: number | null }[];
  /** By schema and table as JSON; null where they are not told. */
  columns: ReadonlyMap<string, { name: string; type: string; required: boolean }[]> | null;
};

/** One of the two that are compared. */
export type Side = {
  said: z.infer<typeof sideSchema>;
  product: string | null;
  volumes: SideVolume[];
  databases: SideDatabase[];
  /** Null where it does not tell them. */
  roles: Roles | null;
  problems: string[];
};

/** What a side has of its database server. */
export type ServerSide = Pick<Side, 'databases' | 'roles' | 'problems'>;

export const tableKey = (schema: string, name: string): string => JSON.stringify([schema, name]);
