import { restartStates } from '../../engine/restart/index.ts';
import { listJobs, listRestores, newestSessionNotice } from '../../store/index.ts';
import type { App } from '../app.ts';
import type { Notices } from '../contract.ts';

/** Standing notices. Where Docker cannot be asked, no restart is listed: who started when is not known then. */
export async function noticesOf(app: App): Promise<Notices> {
  const { db } = app.deps;
  const [restarts, sessions, restores, running] = await Promise.all([
    restartStates(app.deps).catch(() => []),
    newestSessionNotice(db),
    listRestores(db),
    listJobs(db, { states: ['running', 'queued', 'interrupted'] }),
  ]);
  return {
    restarts,
    sessions,
    openSteps: restores.flatMap(({ jobId, project, report: { steps } }) => {
      const open = steps.filter((step) => !step.done);
      const next = open[0];
      return next ? [{ jobId, project, open: open.length, total: steps.length, next: next.text }] : [];
    }),
    running: running.map(({ id, kind, project }) => ({ id, kind, project })),
  };
}
