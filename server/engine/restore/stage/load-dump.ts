import type { JobId } from '../../../archive/ids.ts';
import type { ManifestDatabase } from '../../../archive/manifest.ts';
import type { Helper } from '../../../docker/index.ts';
import type { Progress } from '../../../jobs/contract.ts';
import { type Cluster, type PostgresLink, type StagedDatabase, stageDatabase } from '../../../postgres/index.ts';
import type { EngineDeps } from '../../dependencies.ts';

type Loading = { job: JobId; folder: string; progress: Progress };
export type LoadParts = { link: PostgresLink; pack: Helper; cluster: Cluster };

/** Loads an archive's dump into a new database, complete with properties: what a restore stages and a rehearsal tries. */
export async function loadDump(
  deps: EngineDeps,
  { job, folder, progress }: Loading,
  parts: LoadParts,
  database: ManifestDatabase,
  position: number,
  signal: AbortSignal,
): Promise<StagedDatabase> {
  return stageDatabase(deps, {
    ...parts,
    ...{ database, position, signal },
    folder: { job, path: folder },
    dump: `/archive/${database.dump}`,
    limitBytes: await dumpLimit(deps, database),
    onProgress: ({ step, bytes }) => {
      if (bytes === undefined) progress.log(database.name, step);
      else progress.advance({ lane: database.name, bytes });
    },
  });
}

/** A dump holds no indexes, but what the server keeps compressed is plain in it. Never more than the store can take. */
async function dumpLimit(deps: EngineDeps, { bytes }: ManifestDatabase): Promise<number> {
  const { freeBytes } = await deps.store.space();
  return Math.min(bytes * 10 + 1_000_000_000, Math.floor(freeBytes * 0.9));
}
