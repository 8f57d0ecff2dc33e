import type { InstallationView } from '../../contract/installations.ts';
import { type ErrorReport, reportOf } from '../../errors/error.ts';
import { jobView } from '../../jobs/index.ts';
import { type CataloguedArchive, countArchives, listArchives, listJobs } from '../../store/index.ts';
import type { App } from '../app.ts';
import { archiveDetail } from './archive-detail.ts';
import { daysOf } from './days.ts';
import type { Home } from './home-schema.ts';
import { findInstallation, installationView } from './installation.ts';
import { newestRehearsal } from './rehearsal.ts';
import { restoreEstimate } from './restore-estimate.ts';
import { storeView } from './store.ts';

/** Home stands also while Docker is away: what the store and the catalogue know is shown then. */
export async function homeView(app: App, project: string | undefined): Promise<Home> {
  const { db, clock } = app.deps;
  const { installation, problem } = await installationOrProblem(app, project);
  const named = project ?? installation?.project;
  const filter = named ? { project: named } : {};
  const [archives, backups] = await Promise.all([
    listArchives(db, filter),
    listJobs(db, { ...filter, kind: 'backup', states: ['succeeded', 'failed'], limit: 100 }),
  ]);
  const newest = backups[0];
  const last = await lastGood(app, archives);
  const services = last?.manifest.services.filter(({ running }) => running).length ?? 0;
  return {
    installation,
    problem,
    last,
    rehearsed: await lastRehearsed(app, filter),
    lastFailed: newest?.state === 'failed' ? await jobView(db, newest) : null,
    restoreEstimate: await restoreEstimate(db, named, services),
    archives: await countArchives(db, filter),
    store: await storeView(app),
    days: daysOf(archives, backups, clock()),
  };
}

async function installationOrProblem(
  app: App,
  project: string | undefined,
): Promise<{ installation: InstallationView | null; problem: ErrorReport | null }> {
  try {
    return { installation: installationView(await findInstallation(app, project)), problem: null };
  } catch (error) {
    return { installation: null, problem: reportOf(error) };
  }
}

async function lastRehearsed({ deps }: App, filter: { project?: string }): Promise<Home['rehearsed']> {
  const newest = await newestRehearsal(deps.db, { ...filter, states: ['succeeded', 'failed'] });
  if (!newest?.report) return null;
  const { archiveId, restoreMs } = newest.report;
  return { jobId: newest.jobId, archiveId, at: newest.finishedAt, passed: newest.state === 'succeeded', restoreMs };
}

/** One whose folder was damaged meanwhile is passed over: Home names only what could be restored. */
async function lastGood(app: App, archives: CataloguedArchive[]): Promise<Home['last']> {
  for (const archive of archives.filter((each) => each.proof !== 'failed').slice(0, 5)) {
    const detail = await archiveDetail(app, archive.id).catch(() => null);
    if (detail) return detail;
  }
  return null;
}
