import { log } from '../config/log.ts';
import type { EngineDeps } from '../engine/dependencies.ts';
import { keptToClear } from '../engine/restore/index.ts';
import { enqueue } from '../jobs/index.ts';
import { listJobs } from '../store/index.ts';

/** Queues the clearing of kept sides whose date has passed; one that is queued or running already is not queued twice. */
export async function queueExpiredKept(deps: Pick<EngineDeps, 'db' | 'clock'>): Promise<void> {
  const waiting = await listJobs(deps.db, { states: ['queued', 'running', 'interrupted'], limit: 10_000 });
  const cleared = new Set(
    waiting.filter(({ kind }) => kind === 'cleanup').map(({ args }) => (args as { jobId: string }).jobId),
  );
  for (const { jobId, project, undoUntil } of await keptToClear(deps, deps.clock())) {
    if (cleared.has(jobId)) continue;
    const subject = `Clear what restore ${jobId} kept`;
    await enqueue(deps.db, { kind: 'cleanup', project, args: { jobId, project }, subject, createdBy: 'Holdfast' });
    log.info({ restore: jobId, undoUntil }, 'the clearing of a kept side was queued');
  }
}
