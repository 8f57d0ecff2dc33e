import { usualBackupMs, usualDowntimeMs } from '../../engine/restore/index.ts';
import { type Database, getJob, listRestores } from '../../store/index.ts';
import type { Home } from './home-schema.ts';
import { newestRehearsal } from './rehearsal.ts';

type Estimate = Home['restoreEstimate'];

/**
 * How long a restore would take: as the last rehearsal that passed measured it, else as the last restore that was
 * committed took; null when there was neither.
 * @param services that a restore would stop, for the downtime where none was measured
 */
export async function restoreEstimate(db: Database, project: string | undefined, services: number): Promise<Estimate> {
  const restored = await fromRestore(db, project);
  const filter = { ...(project ? { project } : {}), states: ['succeeded' as const] };
  const rehearsal = await newestRehearsal(db, filter);
  const builtMs = rehearsal?.report?.restoreMs ?? null;
  if (builtMs === null) return restored;
  const downtimeMs = restored?.downtimeMs ?? usualDowntimeMs(services);
  const safetyMs = project ? ((await usualBackupMs(db, project)) ?? 0) : 0;
  const from = `the rehearsal of ${(rehearsal?.finishedAt ?? '').slice(0, 10)}`;
  return { totalMs: safetyMs + builtMs + downtimeMs, downtimeMs, from };
}

async function fromRestore(db: Database, project: string | undefined): Promise<Estimate> {
  const restores = await listRestores(db, project);
  const last = restores.find((each) => each.report.side === 'new' && each.report.downtimeMs !== null);
  if (!last || last.report.downtimeMs === null) return null;
  const job = await getJob(db, last.jobId);
  if (!job.startedAt || !job.finishedAt) return null;
  return {
    totalMs: Date.parse(job.finishedAt) - Date.parse(job.startedAt),
    downtimeMs: last.report.downtimeMs,
    from: `the restore of ${job.finishedAt.slice(0, 10)}`,
  };
}
