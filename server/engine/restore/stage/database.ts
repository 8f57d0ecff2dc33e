import type { ManifestDatabase } from '../../../archive/manifest.ts';
import type { Helper } from '../../../docker/index.ts';
import {
  type Cluster,
  type DatabaseSwap,
  databaseOid,
  type StagedDatabase,
  stageDatabase,
} from '../../../postgres/index.ts';
import { appendJournal } from '../../../store/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import type { Reach } from '../live/reach.ts';
import type { RestoreRun } from '../run.ts';

export type StagedPart = { swap: DatabaseSwap; staged: StagedDatabase; archived: ManifestDatabase };

type Parts = { reach: Reach; pack: Helper; cluster: Cluster };

/** Loads one database beside its live one, complete with properties and statistics. */
export async function stageOne(
  deps: EngineDeps,
  run: RestoreRun,
  { reach, pack, cluster }: Parts,
  archived: ManifestDatabase,
  position: number,
  signal: AbortSignal,
): Promise<StagedPart> {
  const oldOid = await databaseOid(reach.admin, archived.name);
  const staged = await stageDatabase(deps, {
    link: reach.link,
    folder: { job: run.job, path: run.folder },
    database: archived,
    cluster,
    position,
    pack,
    dump: `/archive/${archived.dump}`,
    limitBytes: await dumpLimit(deps, archived),
    signal,
    onProgress: ({ step, bytes }) => {
      if (bytes === undefined) run.progress.log(archived.name, step);
      else run.progress.advance({ lane: archived.name, bytes });
    },
  });
  await appendJournal(deps.db, run.job, 'roles', staged.rolesMade);
  for (const warning of staged.warnings) run.progress.log(archived.name, warning, 'warn');
  const { name, kept, oid } = staged;
  const { connectionLimit } = archived.properties;
  return { archived, staged, swap: { live: archived.name, staged: name, kept, oldOid, newOid: oid, connectionLimit } };
}

/** A dump holds no indexes, but what the server keeps compressed is plain in it. Never more than the store can take. */
export async function dumpLimit(deps: EngineDeps, { bytes }: ManifestDatabase): Promise<number> {
  const { freeBytes } = await deps.store.space();
  return Math.min(bytes * 10 + 1_000_000_000, Math.floor(freeBytes * 0.9));
}
