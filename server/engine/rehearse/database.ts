import type { ManifestDatabase } from '../../archive/manifest.ts';
import type { RehearsalReport } from '../../contract/rehearsals.ts';
import { HoldfastError, reportOf } from '../../errors/error.ts';
import {
  checkSoundness,
  compareWithManifest,
  type DatabaseDifferences,
  type PostgresLink,
} from '../../postgres/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { type LoadParts, loadDump } from '../restore/stage/load-dump.ts';
import type { RehearsalRun } from './run.ts';

export type DatabaseReport = RehearsalReport['checked']['databases'][number];

/** A dump in the scratch server; `name` is null when it could not be loaded. */
export type LoadedDatabase = {
  archived: ManifestDatabase;
  name: string | null;
  warnings: string[];
  problem: string | null;
  ms: number;
};

/** Loads one dump, as a restore stages it. What the archive is to blame for is reported, all else thrown. */
export async function loadDatabase(
  deps: EngineDeps,
  run: RehearsalRun,
  parts: LoadParts,
  archived: ManifestDatabase,
  position: number,
  signal: AbortSignal,
): Promise<LoadedDatabase> {
  const begun = performance.now();
  const ended = (over: Pick<LoadedDatabase, 'name' | 'warnings' | 'problem'>): LoadedDatabase => ({
    archived,
    ms: Math.round(performance.now() - begun),
    ...over,
  });
  try {
    const { name, warnings } = await loadDump(deps, run, parts, archived, position, signal);
    return ended({ name, warnings, problem: null });
  } catch (error) {
    signal.throwIfAborted();
    if (!isOfTheArchive(error)) throw error;
    return ended({ name: null, warnings: [], problem: reportOf(error).title });
  }
}

const ofTheArchive = new Set(['postgres.load-failed', 'postgres.dump-unreadable']);

/** A full disk or a server that died says nothing of the archive. */
function isOfTheArchive(error: unknown): boolean {
  if (!(error instanceof HoldfastError) || !ofTheArchive.has(error.code)) return false;
  const detail = String(error.params.detail ?? '');
  return !/no space left|could not extend|server closed the connection|connection to server .* failed|terminat/i.test(
    detail,
  );
}

/** Compares rows and structure with the manifest. */
export async function compareDatabase(
  link: PostgresLink,
  { archived, name }: LoadedDatabase,
  signal: AbortSignal,
): Promise<DatabaseDifferences | null> {
  return name === null ? null : compareWithManifest(link, name, archived, { signal });
}

/** The report of a database, with what the server says of its inner order. */
export async function reportDatabase(
  link: PostgresLink,
  loaded: LoadedDatabase,
  differences: DatabaseDifferences | null,
  signal: AbortSignal,
): Promise<DatabaseReport> {
  const { archived, name, warnings, problem, ms } = loaded;
  const base = { name: archived.name, warnings, problem, ms };
  if (name === null || differences === null) {
    return { ...base, structure: 'unknown', tables: [], constraints: null, amcheck: null, equal: false };
  }
  const soundness = await checkSoundness(link, name, signal);
  return {
    ...base,
    structure: structureOf(differences),
    tables: tablesOf(archived, differences),
    ...soundness,
    equal: differences.tables.length === 0 && differences.structureDiffers !== true,
  };
}

function structureOf({ structureDiffers }: DatabaseDifferences): DatabaseReport['structure'] {
  if (structureDiffers === null) return 'unknown';
  return structureDiffers ? 'different' : 'same';
}

function tablesOf({ tables }: ManifestDatabase, differences: DatabaseDifferences): DatabaseReport['tables'] {
  const other = new Map(differences.tables.map((table) => [JSON.stringify([table.schema, table.name]), table]));
  const archived = tables.map(({ schema, name, rows }) => {
    const differs = other.get(JSON.stringify([schema, name]));
    return { schema, name, manifest: rows, restored: differs ? differs.found : rows, equal: !differs };
  });
  const added = differences.tables
    .filter(({ expected }) => expected === null)
    .map(({ schema, name, found }) => ({ schema, name, manifest: null, restored: found, equal: false }));
  return [...archived, ...added];
}
