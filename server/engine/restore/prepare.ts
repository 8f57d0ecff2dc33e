import type { ArchiveId } from '../../archive/ids.ts';
import { composeName, environmentName } from '../../archive/layout.ts';
import { fail } from '../../errors/error.ts';
import type { DatabaseServer, Installation } from '../../installation/index.ts';
import { applicationName, readRowMarks } from '../../postgres/index.ts';
import { appendJournal } from '../../store/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { problemOf } from '../stack/problem.ts';
import { bytesOfDatabases } from './live/database-bytes.ts';
import type { Reach } from './live/reach.ts';
import type { Look } from './look/look.ts';
import type { StopList } from './look/stop-list.ts';
import type { DatabaseMarks, ReportSeed } from './report/seed.ts';
import { additionalSteps } from './report/steps.ts';
import type { RestoreRun } from './run.ts';
import { type Checked, compare } from './stage/compare.ts';
import { endStagedSessions } from './stage/end-sessions.ts';
import { planRoles, rolesMadeBy } from './stage/roles.ts';
import { type Staged, stage } from './stage/stage.ts';
import { asItRuns, type Intent } from './swap/intent.ts';

/** All that a swap needs, on disk and in the journal. */
export type Prepared = { intent: Intent; seed: ReportSeed; server: DatabaseServer; reach: Reach };

/**
 * Stages the new side, compares it, and writes down what is to happen. Until here nothing of the installation has been
 * touched; from here on recovery can decide without us.
 */
export async function prepare(
  deps: EngineDeps,
  run: RestoreRun,
  looked: Look,
  safetyBackup: ArchiveId | null,
): Promise<Prepared> {
  const staged = await stage(deps, run, looked);
  try {
    const compared = await compare(staged, run);
    await checkInPlace(deps, run, looked, safetyBackup);
    const { ended, checked, warnings } = await endStagedSessions(
      staged,
      looked.installation.profile.sessions,
      compared,
      run,
    );
    const rowMarks = await markRows(staged, checked, run);
    const intent = await intentOf(deps, run, looked, { staged, safetyBackup });
    const keptBytes = await sizeOfLive(looked, staged);
    const seed = seedOf(run, looked, { safetyBackup, checked, sessionsEnded: ended, warnings, keptBytes, rowMarks });
    run.signal.throwIfAborted();
    await appendJournal(deps.db, run.job, 'report', seed);
    await appendJournal(deps.db, run.job, 'intent', intent);
    return { intent, seed, server: looked.installation.server, reach: staged.reach };
  } catch (error) {
    await staged.reach[Symbol.asyncDispose]();
    throw error;
  }
}

/** Taken when nobody but us has been in the new databases: what is counted from here on was written by the installation. */
async function markRows({ databases, reach }: Staged, { tables }: Checked, run: RestoreRun): Promise<DatabaseMarks[]> {
  const marks: DatabaseMarks[] = [];
  for (const { archived, staged } of databases) {
    const known = tables
      .filter(({ database }) => database === archived.name)
      .map(({ schema, name, restored }) => ({ schema, name, rows: restored }));
    const session = applicationName(run.job, 'marks');
    marks.push({ database: archived.name, marks: await readRowMarks(reach.link, staged.name, session, known) });
  }
  return marks;
}

/**
 * What is replaced in place is not staged first, so nothing has read its layers yet: the archive's, and the safety
 * backup's, which are the way back.
 * @throws `restore.altered`
 */
async function checkInPlace(
  deps: EngineDeps,
  { job, signal }: RestoreRun,
  { inPlace, archive }: Look,
  safetyBackup: ArchiveId | null,
): Promise<void> {
  const safety = safetyBackup && inPlace.length > 0 ? await deps.store.read(safetyBackup) : null;
  for (const { target } of inPlace) {
    for (const each of [archive, ...(safety ? [safety] : [])]) {
      const volume = each.manifest.volumes.find(
        ({ name }) => name === (each === archive ? target.archived.name : target.name),
      );
      const problem = volume ? await problemOf(deps, { job, archive: each, volume, signal }) : 'it is not in it';
      if (problem !== null)
        throw fail('restore.altered', { id: each.manifest.id, part: `${target.name} (${problem})` });
    }
  }
}

type Given = { staged: Staged; safetyBackup: ArchiveId | null };

async function intentOf(
  deps: EngineDeps,
  run: RestoreRun,
  looked: Look,
  { staged, safetyBackup }: Given,
): Promise<Intent> {
  return {
    formatVersion: 1,
    job: run.job,
    archive: looked.manifest.id,
    undoes: null,
    project: looked.installation.project,
    only: run.args.only,
    safetyBackup,
    inPlace: looked.inPlace.flatMap(({ target: { name, archived, place } }) =>
      place ? [{ name, key: archived.key, ...place }] : [],
    ),
    volumes: staged.volumes.map(({ swap }) => swap),
    databases: staged.databases.map(({ swap }) => swap),
    roles: await planRoles(deps, looked, staged),
    rolesMade: rolesMadeBy(staged),
    ...servicesOf(looked.services, looked.installation),
    noStart: run.args.noStart,
  };
}

/** Who is stopped and started again, as it runs now, and who is left alone. */
export function servicesOf(
  { stop, keep }: StopList,
  { server }: Installation,
): Pick<Intent, 'services' | 'keepRunning'> {
  return {
    services: stop.map(({ container }) => asItRuns(container)),
    keepRunning: [...(server.container ? [server.container.name] : []), ...keep.map(({ container }) => container.name)],
  };
}

type Measured = {
  safetyBackup: ArchiveId | null;
  checked: Checked;
  sessionsEnded: number;
  warnings: string[];
  keptBytes: number;
  rowMarks: DatabaseMarks[];
};

function seedOf(run: RestoreRun, looked: Look, measured: Measured): ReportSeed {
  const { manifest, installation } = looked;
  return {
    archive: manifest.id,
    archiveCreatedAt: manifest.createdAt,
    archiveVersion: manifest.product?.version ?? null,
    liveVersion: installation.version,
    serverMajor: installation.server.serverMajor,
    steps: stepsOf(looked, run.args.noStart),
    sessionMessage: installation.profile.sessions?.message ?? null,
    undoneCommittedAt: null,
    ...measured,
  };
}

/** Additional steps as far as they are known before the swap: the plan shows the same. */
export function stepsOf(looked: Look, noStart: boolean) {
  const { manifest, installation, services, volumes, archive } = looked;
  const known = new Set(manifest.services.flatMap(({ service, container }) => [service, container]));
  const here = new Set(installation.members.flatMap(({ service, name }) => [service, name]));
  const carried = [composeName, environmentName].filter((path) => manifest.files.some((file) => file.path === path));
  const partial = looked.omitted.length > 0 || manifest.databases.length < archive.manifest.databases.length;
  const unknown = installation.members.filter(({ service, name }) => !known.has(service) && !known.has(name));
  return additionalSteps({
    project: installation.project,
    product: looked.productSteps,
    archiveVersion: manifest.product?.version ?? null,
    liveVersion: installation.version,
    kept: services.keep
      .map(({ container }) => container.service)
      .filter((name) => name !== installation.server.container?.service),
    // What is beside the parts that come back is as it was: nothing is to be done about it.
    unknownVolumes: partial ? [] : volumes.left.map(({ name }) => name),
    unknownContainers: partial ? [] : unknown.map(({ name }) => name),
    missingContainers: (partial ? [] : manifest.services)
      .filter((each) => !here.has(each.service) && !here.has(each.container))
      .map(({ service }) => service),
    skippedVolumes: volumes.skipped.map(({ name }) => name),
    files: {
      folder: `${archive.folder}/installation`,
      names: carried.map((path) => path.slice('installation/'.length)),
    },
    installationFolder: installation.folder,
    noStart,
    startOrder: services.stop.map(({ container }) => container.name),
  });
}

/** Volumes that could not be counted in time count as large as the archive's. */
async function sizeOfLive(looked: Look, staged: Staged): Promise<number> {
  const files = looked.volumes.targets.reduce(
    (sum, { name, archived }) => sum + (looked.facts.held.get(name)?.bytes ?? archived.bytes),
    0,
  );
  const databases = staged.databases.map(({ swap }) => swap);
  return files + (await bytesOfDatabases(staged.reach, databases));
}
