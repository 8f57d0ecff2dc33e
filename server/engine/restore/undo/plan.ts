import type { UndoPlan } from '../../../contract/restores.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { withNamelessFolder } from '../../nameless.ts';
import { downtimeLike, usualBackupMs } from '../look/estimate.ts';
import { servicesInPlan } from '../plan.ts';
import { lookAtKept, type UndoLook } from './look.ts';
import { stepsOfUndo } from './steps.ts';

export type UndoPlanInput = {
  /** The restore, or undo, to be taken back. */
  jobId: string;
  /** Judged for an undo that leaves the services stopped. */
  noStart?: boolean;
  /** Judged for an undo that takes no safety backup when false. */
  safetyBackup?: boolean;
};

/**
 * What taking back this restore would do and lose, and whether it may. Changes nothing.
 * @throws `store.unknown`, `restore.nothing-kept`, `installation.…`, `docker.unreachable`
 */
export async function planUndo(deps: EngineDeps, input: UndoPlanInput): Promise<UndoPlan> {
  const { jobId, noStart = false, safetyBackup = true } = input;
  return withNamelessFolder(deps, async (place) =>
    planOf(deps, await lookAtKept(deps, { restore: jobId, noStart, safetyBackup, ...place }), noStart),
  );
}

async function planOf(deps: EngineDeps, looked: UndoLook, noStart: boolean): Promise<UndoPlan> {
  const { record, kept, installation, findings, services, facts } = looked;
  const downtimeMs = await downtimeLike(deps.db, record, { services: services.stop.length, noStart });
  return {
    jobId: record.jobId,
    takesBack: kept.intent.undoes ? 'undo' : 'restore',
    archiveId: record.archiveId,
    project: record.project,
    confirm: record.project,
    committedAt: record.committedAt ?? record.createdAt,
    undoUntil: record.undoUntil,
    findings,
    allowed: findings.every(({ level }) => level !== 'refuse'),
    versions: {
      product: { kept: kept.liveVersion, live: installation.version },
      postgres: { kept: kept.serverMajor, live: installation.server.serverMajor },
    },
    loses: losesOf(facts),
    keptBytes: kept.bytes,
    services: servicesInPlan(services, installation, downtimeMs),
    downtimeMs,
    safetyBackupMs: await usualBackupMs(deps.db, record.project),
    steps: stepsOfUndo(looked, noStart),
    sessions: { message: installation.profile.sessions?.message ?? null },
  };
}

function losesOf({ volumes, server }: UndoLook['facts']): UndoPlan['loses'] {
  return {
    volumes: volumes.map(({ volume, changed }) => ({
      name: volume.name,
      key: volume.key,
      changed: changed?.count ?? null,
      names: changed?.names ?? [],
    })),
    databases: (server.up ? server.databases : []).map(({ live, moves }) => ({
      name: live,
      exact: moves?.exact ?? false,
      tables: moves?.tables ?? null,
    })),
  };
}
