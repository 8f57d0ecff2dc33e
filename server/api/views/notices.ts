import type { Notices } from '../../contract/notices.ts';
import { restartStates } from '../../engine/restart/index.ts';
import { listJobs, listRestores, newestSessionNotice } from '../../store/index.ts';
import type { App } from '../app.ts';

/** Standing notices. */
export async function noticesOf(app: App): Promise<Notices> {
  const [restarts, others] = await Promise.all([restartsOf(app), noticesWithoutDocker(app)]);
  return { restarts, ...others };
}

/** Where Docker cannot be asked, no restart is listed: who started when is not known then. */
export async function restartsOf({ deps }: App): Promise<Notices['restarts']> {
  return restartStates(deps).catch(() => []);
}

/** What Holdfast's own database knows. */
export async function noticesWithoutDocker({ deps: { db } }: App): Promise<Omit<Notices, 'restarts'>> {
  const [sessions, restores, running] = await Promise.all([
    newestSessionNotice(db),
    listRestores(db),
    listJobs(db, { states: ['running', 'queued', 'interrupted'] }),
  ]);
  return {
    sessions,
    openSteps: restores.flatMap(({ jobId, project, report: { steps } }) => {
      const open = steps.filter((step) => !step.done);
      const next = open[0];
      return next ? [{ jobId, project, open: open.length, total: steps.length, next: next.text }] : [];
    }),
    running: running.map(({ id, kind, project }) => ({ id, kind, project })),
  };
}
