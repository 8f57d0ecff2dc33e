import type { ManifestDatabase } from '../../../archive/manifest.ts';
import type { Helper } from '../../../docker/index.ts';
import { type Cluster, type DatabaseSwap, databaseOid, type StagedDatabase } from '../../../postgres/index.ts';
import { appendJournal } from '../../../store/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import type { Reach } from '../live/reach.ts';
import type { RestoreRun } from '../run.ts';
import { loadDump } from './load-dump.ts';

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
  const staged = await loadDump(deps, run, { link: reach.link, pack, cluster }, archived, position, signal);
  await appendJournal(deps.db, run.job, 'roles', staged.rolesMade);
  for (const warning of staged.warnings) run.progress.log(archived.name, warning, 'warn');
  const { name, kept, oid } = staged;
  const { connectionLimit } = archived.properties;
  return { archived, staged, swap: { live: archived.name, staged: name, kept, oldOid, newOid: oid, connectionLimit } };
}
