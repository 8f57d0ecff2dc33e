import type { Evidence } from '../../archive/evidence.ts';
import { fail, HoldfastError, reportOf } from '../../errors/error.ts';
import type { Installation, InstallationVolume } from '../../installation/index.ts';
import type { Progress } from '../../jobs/contract.ts';
import { type FreezeDeps, type Frozen, freezeOnce, type GivenUp } from './freeze.ts';

/** Tries of a freeze before an archive is taken as it is, with a verdict that says so. */
const tries = 8;

export type TryDeps = FreezeDeps & {
  /** The installation as it is now: writers come and go while volumes are copied. */
  rediscover(): Promise<Installation>;
  /** Waits until the services have come to rest. */
  settle(): Promise<Evidence['settle']>;
  /** Flushes the volumes' file systems: every page is clean just before the pause. */
  sync(): Promise<void>;
  progress: Progress;
};

export type Caught = {
  frozen: Frozen;
  installation: Installation;
  settled: Evidence['settle'];
  attempts: Evidence['attempts'];
};

/** The volumes of the installation are no longer those that were copied: the copy must be made again. */
export const volumesChanged = Symbol('volumes changed');

/**
 * Settles and freezes until a moment is caught in which no service was in the middle of a change.
 * @returns what was caught, or that the set of volumes changed meanwhile
 * @throws `backup.never-still` when not even the last try could lock the tables
 */
export async function catchMoment(
  deps: TryDeps,
  volumes: readonly InstallationVolume[],
): Promise<Caught | typeof volumesChanged> {
  const attempts: Evidence['attempts'] = [];
  for (let attempt = 1; attempt <= tries; attempt++) {
    deps.signal.throwIfAborted();
    deps.progress.stage('Settle', 'waits until no service is in the middle of a change, 60 s at most');
    const settled = await deps.settle();
    await deps.sync();
    const installation = await deps.rediscover();
    if (!sameVolumes(volumes, installation.volumes)) return volumesChanged;

    deps.progress.stage('Freeze', `${installation.writers.length} writers stand still`);
    const from = new Date().toISOString();
    const outcome = await freezeOnce(deps, installation, volumes, attempt, attempt === tries).catch(pauseRefused);
    const to = new Date().toISOString();
    if ('snapshots' in outcome) {
      attempts.push({ from, to, outcome: 'taken', reason: null });
      return { frozen: outcome, installation, settled, attempts };
    }
    for (const snapshot of deps.snapshots) await snapshot.release();
    for (const dump of deps.dumps) await dump.renew(); // those that had begun dump a moment nobody wants
    attempts.push({ from, to, outcome: 'given-up', reason: outcome.reason });
    deps.progress.log('freeze', `try ${attempt} given up: ${outcome.reason}`, 'warn');
  }
  throw fail('backup.never-still', { tries, reason: attempts.at(-1)?.reason ?? '' });
}

/** On a busy host a container may refuse to be paused; everything runs again by then, and another moment may do. */
function pauseRefused(error: unknown): GivenUp {
  if (error instanceof HoldfastError && error.code === 'docker.pause-failed') return { reason: reportOf(error).title };
  throw error;
}

/** By name: a volume that was removed and made anew in between is noticed by its events. */
function sameVolumes(copied: readonly InstallationVolume[], present: readonly InstallationVolume[]): boolean {
  const now = new Set(captured(present).map(({ name }) => name));
  return now.size === copied.length && copied.every(({ name }) => now.has(name));
}

/** Volumes whose files go into the archive. */
export function captured(volumes: readonly InstallationVolume[]): InstallationVolume[] {
  return volumes.filter(({ role }) => role === 'included' || role === 'volatile');
}
