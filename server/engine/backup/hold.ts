import { z } from 'zod';
import type { JobId } from '../../archive/ids.ts';
import type { HoldTimes } from '../../docker/index.ts';
import { type Helper, type HelperDeps, pauseContainers, startHelper, unpauseContainers } from '../../docker/index.ts';
import { appendJournal, type Database, journalOf } from '../../store/index.ts';

/** If we hang inside a freeze, the watchdog resumes the writers after this time. */
export const holdLimitMs = 30_000;

const heldSchema = z.object({ containers: z.array(z.string()) });

/** The watchdog outside this process: resumes what it guards when this process dies or the limit passes. */
export async function startWatchdog(deps: HelperDeps, job: JobId, socketFolder: string): Promise<Helper> {
  return startHelper(deps, {
    job,
    role: 'watchdog',
    mounts: [{ kind: 'bind', source: socketFolder, target: '/docker', readOnly: false }],
    capabilities: ['DAC_OVERRIDE'],
  });
}

export type Hold = AsyncDisposable & {
  paused: HoldTimes;
  /** Resumes the writers. @returns when the first resume was sent and the last was answered */
  release(): Promise<HoldTimes>;
};

type HoldDeps = { docker: HelperDeps['docker']; db: Database; watchdog: Helper; socket: string };

/**
 * Pauses the writers; disposing resumes them on every path. Journal and watchdog know them before the first is paused,
 * so that they run again whatever happens to this process.
 */
export async function holdWriters(deps: HoldDeps, journal: JobId, containers: readonly string[]): Promise<Hold> {
  await appendJournal(deps.db, journal, 'hold', { containers });
  await deps.watchdog.order('watchdog.arm', {
    socket: `/docker/${deps.socket}`,
    containers: [...containers],
    deadlineMs: holdLimitMs,
  });
  let released: Promise<HoldTimes> | undefined;
  const release = () => {
    released ??= resume(deps, journal, containers);
    return released;
  };
  try {
    const paused = await pauseContainers(deps.docker, containers);
    return { paused, release, [Symbol.asyncDispose]: async () => void (await release()) };
  } catch (error) {
    await release();
    throw error;
  }
}

async function resume(deps: HoldDeps, journal: JobId, containers: readonly string[]): Promise<HoldTimes> {
  const times = await unpauseContainers(deps.docker, containers);
  await deps.watchdog.order('watchdog.disarm', {});
  await appendJournal(deps.db, journal, 'released');
  return times;
}

/**
 * After a crash: resumes what the job's journal says is held. Containers that were paused before the freeze are not in
 * it and stay paused.
 * @returns ids of the containers that were resumed
 */
export async function releaseHeld(
  deps: { docker: HelperDeps['docker']; db: Database },
  journal: JobId,
): Promise<readonly string[]> {
  const steps = (await journalOf(deps.db, journal)).filter(({ step }) => step === 'hold' || step === 'released');
  const last = steps.at(-1);
  if (last?.step !== 'hold') return [];
  const { containers } = heldSchema.parse(last.data);
  await unpauseContainers(deps.docker, containers);
  await appendJournal(deps.db, journal, 'released');
  return containers;
}
