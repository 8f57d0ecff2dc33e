import type { ManifestDatabase } from '../archive/manifest.ts';
import type { Cluster } from './cluster.ts';
import type { JobFolder, Orderly, PostgresDeps } from './deps.ts';
import type { PostgresLink } from './link.ts';

export type StageSpec = {
  link: PostgresLink;
  folder: JobFolder;
  /** What the archive says of it; `database.name` is the live name it will bear. */
  database: ManifestDatabase;
  cluster: Cluster;
  /** Place among the archive's databases, from 0: tells their names apart. */
  position: number;
  /** A helper with the job's folder at /out and the dump somewhere. */
  pack: Orderly;
  /** The compressed dump as `pack` sees it. */
  dump: string;
  /** More than this and the dump is no longer expanded. */
  limitBytes: number;
  signal: AbortSignal;
  onProgress?: (progress: { step: StageStep; bytes?: number }) => void;
};

export type StageStep = 'expand' | 'create' | 'load' | 'properties' | 'analyze';

/** `name` is `holdfast_<job>_new…`; nobody but superusers can connect to it before the commit. */
export type StagedDatabase = {
  live: string;
  name: string;
  kept: string;
  oid: number;
  /** Roles made NOLOGIN for it, because the server did not have them. */
  rolesMade: string[];
  /** What this server could not take over (a setting it does not know), in words. */
  warnings: string[];
};

/**
 * Builds the archive's database beside the live one, complete with its properties, sequences and statistics.
 * @throws `postgres.load-failed` with the first error of pg_restore; the half database is dropped.
 */
export async function stageDatabase(_deps: PostgresDeps, _spec: StageSpec): Promise<StagedDatabase> {
  throw new Error('not built yet');
}
