import type pg from 'pg';
import type { ManifestDatabase } from '../archive/manifest.ts';
import { fail, HoldfastError, messageOf } from '../errors/error.ts';
import { analyzeDatabase } from './analyze.ts';
import { applyProperties } from './apply-properties.ts';
import type { Cluster } from './cluster.ts';
import { createDatabaseSql } from './create-database.ts';
import type { JobFolder, Orderly, PostgresDeps } from './deps.ts';
import { connectMaintenance, databaseOid, serverMajor } from './identity.ts';
import type { PostgresLink } from './link.ts';
import { expandDump, runRestore } from './load-process.ts';
import { dropDatabase } from './made-databases.ts';
import { applicationName, databaseNames } from './names.ts';
import { openPublicSchema } from './public-schema.ts';
import { dropRolesMade, makeMissingRoles } from './role-changes.ts';
import { setSequences } from './sequences.ts';

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
 * @throws `postgres.load-failed` with the first error of pg_restore, `postgres.dump-unreadable`; the half database and
 * the roles made for it are dropped.
 */
export async function stageDatabase(deps: PostgresDeps, spec: StageSpec): Promise<StagedDatabase> {
  const { staged } = databaseNames(spec.folder.job, spec.position);
  const client = await connectMaintenance(spec.link, [spec.database.name], sessionName(spec));
  let rolesMade: string[] = [];
  try {
    rolesMade = await inStep(spec, 'create', () => makeMissingRoles(client, spec.cluster));
    return await build(deps, spec, client, rolesMade);
  } catch (error) {
    await dropDatabase(client, staged);
    await dropRolesMade(client, rolesMade);
    throw error;
  } finally {
    await client.end();
  }
}

async function build(
  deps: PostgresDeps,
  spec: StageSpec,
  client: pg.Client,
  rolesMade: string[],
): Promise<StagedDatabase> {
  const { link, folder, database, position, signal } = spec;
  const { staged, kept } = databaseNames(folder.job, position);
  await using expanded = await inStep(spec, 'expand', () => expandDump(spec));
  await inStep(spec, 'create', async () => {
    const server = await serverMajor(client);
    await client.query(createDatabaseSql(staged, database.properties, server));
    await openPublicSchema(link, staged, { archived: database.serverMajor, server }, sessionName(spec));
  });
  await inStep(spec, 'load', async () =>
    runRestore(deps, spec, { staged, expanded, tablespaces: await hasAllTablespaces(client, spec.cluster) }),
  );
  const warnings = await inStep(spec, 'properties', async () => [
    ...(await restoreSequences(spec, staged)),
    ...(await applyProperties(client, staged, database.properties)),
  ]);
  await inStep(spec, 'analyze', () => analyzeDatabase(link, staged, sessionName(spec), signal));
  const oid = await databaseOid(client, staged);
  if (oid === null) throw fail('postgres.not-as-intended', { database: staged });
  return { live: database.name, name: staged, kept, oid, rolesMade, warnings };
}

/** pg_dump reads sequences later than its snapshot: the values that count were read inside the freeze. */
async function restoreSequences(spec: StageSpec, staged: string): Promise<string[]> {
  const archived = spec.cluster.databases.find(({ name }) => name === spec.database.name);
  const session = await spec.link.connect(staged, sessionName(spec));
  try {
    const missing = await setSequences(session, archived?.sequences ?? []);
    return missing.map((name) => `The sequence ${name} is not in the dump.`);
  } finally {
    await session.end();
  }
}

async function hasAllTablespaces(client: pg.Client, cluster: Cluster): Promise<boolean> {
  const { rows } = await client.query<{ name: string }>('SELECT spcname AS name FROM pg_tablespace');
  return cluster.tablespaces.every((name) => rows.some((row) => row.name === name));
}

/** Says which step it is in; what is thrown in it becomes `postgres.load-failed`, a cancellation stays one. */
async function inStep<T>(spec: StageSpec, step: StageStep, work: () => Promise<T>): Promise<T> {
  spec.signal.throwIfAborted();
  spec.onProgress?.({ step });
  try {
    return await work();
  } catch (error) {
    spec.signal.throwIfAborted();
    if (error instanceof HoldfastError && error.code.startsWith('postgres.')) throw error;
    throw fail('postgres.load-failed', { database: spec.database.name, step, detail: messageOf(error) }, error);
  }
}

function sessionName(spec: StageSpec): string {
  return applicationName(spec.folder.job, 'stage');
}
