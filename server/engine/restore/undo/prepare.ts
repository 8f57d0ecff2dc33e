import type { ArchiveId } from '../../../archive/ids.ts';
import type { Profile } from '../../../installation/index.ts';
import {
  applicationName,
  databaseNames,
  endInstallationSessions,
  openForUs,
  planRolesBack,
  readProperties,
  readRowMarks,
} from '../../../postgres/index.ts';
import { appendJournal } from '../../../store/index.ts';
import { tableKey } from '../../compare/side.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { bytesOfDatabases } from '../live/database-bytes.ts';
import { type Reach, reach } from '../live/reach.ts';
import { keptFolder, listFile } from '../names.ts';
import { type Prepared, servicesOf } from '../prepare.ts';
import type { DatabaseMarks, ReportSeed } from '../report/seed.ts';
import type { UndoRun } from '../run.ts';
import type { Checked } from '../stage/compare.ts';
import { sessionsNotEnded } from '../stage/end-sessions.ts';
import { stageNames } from '../stages.ts';
import type { Intent } from '../swap/intent.ts';
import type { UndoLook } from './look.ts';
import { stepsOfUndo } from './steps.ts';

/**
 * Makes the kept side ready to be swapped in: intent to the journal, sign-ins ended in the kept database, what it holds
 * written down. Nothing of the live side is touched.
 */
export async function prepareUndo(
  deps: EngineDeps,
  run: UndoRun,
  looked: UndoLook,
  safetyBackup: ArchiveId | null,
): Promise<Prepared> {
  const { installation, kept } = looked;
  const { volumes, databases } = kept.intent;
  run.progress.stage(stageNames.ready, `${volumes.length} volumes and ${databases.length} databases that were kept`);
  const reached = await reach(deps, {
    job: run.job,
    server: databases.length > 0 ? installation.server : null,
    folder: run.folder,
    volumes,
    databases: databases.map(({ live }) => live),
    progress: run.progress,
  });
  try {
    const intent = await intentOf(run, looked, reached);
    await appendJournal(deps.db, run.job, 'intent', intent);
    for (const { newOid } of intent.databases) if (newOid !== null) await openForUs(reached.admin, newOid);
    const sessions = await endSessions(reached, intent, installation.profile.sessions, run);
    const rowMarks = await marksOf(reached, intent, run);
    const files = await listFolders(reached, intent, run);
    const seed: ReportSeed = {
      ...seedOf(looked, run),
      checked: { files, tables: tablesOf(rowMarks, sessions, installation.profile.sessions) },
      safetyBackup,
      sessionsEnded: sessions.ended,
      warnings: sessions.warnings,
      rowMarks,
      keptBytes: await bytesOfLive(reached, looked, intent),
    };
    run.signal.throwIfAborted();
    await appendJournal(deps.db, run.job, 'report', seed);
    return { intent, seed, server: installation.server, reach: reached };
  } catch (error) {
    await reached[Symbol.asyncDispose]();
    throw error;
  }
}

/** The swap the other way round: what was kept is the staged side, and what is live will be kept. */
async function intentOf(run: UndoRun, { kept, installation, services }: UndoLook, reached: Reach): Promise<Intent> {
  const before = kept.intent;
  const databases: Intent['databases'] = [];
  for (const [position, database] of before.databases.entries()) {
    const properties = database.oldOid === null ? null : await readProperties(reached.admin, database.kept);
    databases.push({
      live: database.live,
      staged: database.kept,
      kept: databaseNames(run.job, position).kept,
      oldOid: database.newOid,
      newOid: database.oldOid,
      connectionLimit: properties?.connectionLimit ?? -1,
    });
  }
  return {
    formatVersion: 1,
    job: run.job,
    archive: before.archive,
    undoes: before.job,
    project: before.project,
    only: before.only,
    volumes: before.volumes.map((volume) => ({
      ...volume,
      oldInode: volume.newInode,
      newInode: volume.oldInode,
      made: before.undoes === null && volume.made,
    })),
    databases,
    inPlace: [],
    safetyBackup: null,
    roles: databases.length > 0 ? await planRolesBack(reached.admin, before.roles) : before.roles,
    rolesMade: [],
    ...servicesOf(services, installation),
    noStart: run.args.noStart,
  };
}

/** `database`: where they ended, by its live name. */
type Ended = { database: string | null; ended: number; warnings: string[] };

/** The profile's statement runs in the first of the kept databases that has its tables. */
async function endSessions(
  reached: Reach,
  intent: Intent,
  sessions: Profile['sessions'],
  run: UndoRun,
): Promise<Ended> {
  if (!sessions || intent.databases.length === 0) return { database: null, ended: 0, warnings: [] };
  for (const { live, staged, newOid } of intent.databases) {
    if (newOid === null) continue;
    const name = applicationName(run.job, 'sessions');
    const ended = await endInstallationSessions(reached.link, staged, sessions.statement, name);
    if (ended === null) continue;
    run.progress.log('undo', `${ended} sessions of the installation ended`);
    return { database: live, ended, warnings: [] };
  }
  run.progress.log('undo', sessionsNotEnded, 'warn');
  return { database: null, ended: 0, warnings: [sessionsNotEnded] };
}

/** So that an undo of the undo can tell what was written after it. */
async function marksOf(reached: Reach, intent: Intent, run: UndoRun): Promise<DatabaseMarks[]> {
  const marks: DatabaseMarks[] = [];
  for (const { live, staged, newOid } of intent.databases) {
    if (newOid === null) continue;
    const session = applicationName(run.job, 'marks');
    marks.push({ database: live, marks: await readRowMarks(reached.link, staged, session) });
  }
  return marks;
}

/** Writes down what each kept folder holds. @returns how much that is */
async function listFolders(
  { swap }: Reach,
  { volumes, undoes, job }: Intent,
  { signal }: UndoRun,
): Promise<Checked['files']> {
  if (!undoes) return [];
  const files: Checked['files'] = [];
  for (const volume of volumes) {
    const names = { of: keptFolder(undoes, volume), into: listFile(job, volume) };
    const { entries } = await swap.order('swap.list', { volume: volume.name, ...names }, { signal });
    files.push({ volume: volume.name, manifest: null, restored: entries, equal: true });
  }
  return files;
}

/** The rows that were counted; where sign-ins ended they are no longer those that were kept. */
function tablesOf(marks: readonly DatabaseMarks[], ended: Ended, sessions: Profile['sessions']): Checked['tables'] {
  const changed = new Set(sessions?.tables.map(({ schema, name }) => tableKey(schema, name)));
  return marks.flatMap(({ database, marks: { tables } }) =>
    tables.map(({ schema, name, rows }) => {
      const exempt = database === ended.database && changed.has(tableKey(schema, name));
      return { database, schema, name, manifest: null, restored: rows, equal: true, exempt };
    }),
  );
}

function seedOf({ record, kept, installation, ...looked }: UndoLook, { args }: UndoRun) {
  const committedAt = record.committedAt ?? record.createdAt;
  return {
    archive: record.archiveId,
    archiveCreatedAt: committedAt,
    archiveVersion: kept.liveVersion,
    liveVersion: installation.version,
    serverMajor: installation.server.serverMajor,
    steps: stepsOfUndo({ record, kept, installation, ...looked }, args.noStart),
    sessionMessage: installation.profile.sessions?.message ?? null,
    undoneCommittedAt: committedAt,
  };
}

async function bytesOfLive(reached: Reach, { facts, kept }: UndoLook, { databases }: Intent): Promise<number> {
  const files = facts.volumes.map(({ liveBytes }) => liveBytes);
  // What could not be counted in time is taken to be about as large as what was kept of it.
  const counted = files.includes(null) ? kept.bytes : files.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
  return counted + (await bytesOfDatabases(reached, databases));
}
