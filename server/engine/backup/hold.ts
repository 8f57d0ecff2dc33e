import type { JobId } from '../../archive/ids.ts';
import { type Helper, type HelperDeps, type HoldTimes, startHelper } from '../../docker/index.ts';
import type { Installation, Strategy } from '../../installation/index.ts';
import { appendJournal, type Database, journalOf } from '../../store/index.ts';
import { inOrder } from '../in-order.ts';
import { persistently } from '../persistently.ts';
import { heldSchema, type Manner, manners } from './manners.ts';

/** The watchdog outside this process: lets run again what it guards when this process dies or the limit passes. */
export async function startWatchdog(deps: HelperDeps, job: JobId, socketFolder: string): Promise<Helper> {
  return startHelper(deps, {
    job,
    role: 'watchdog',
    mounts: [{ kind: 'bind', source: socketFolder, target: '/docker', readOnly: false }],
    capabilities: ['DAC_OVERRIDE'],
  });
}

export type Hold = AsyncDisposable & {
  /** When the first was told to stand still, and when the last did. */
  began: HoldTimes;
  /** Lets the writers run again. @returns when the first was told to and the last did */
  release(): Promise<HoldTimes>;
};

type HoldDeps = { docker: HelperDeps['docker']; db: Database; watchdog: Helper; socket: string };

/**
 * Makes the writers stand still as the strategy says; disposing lets them run again on every path. Journal and watchdog
 * know them before the first one is touched, so that they run again whatever happens to this process.
 */
export async function holdWriters(
  deps: HoldDeps,
  journal: JobId,
  strategy: Strategy,
  { writers, profile }: Installation,
): Promise<Hold> {
  if (strategy === 'observe') return watchOnly();
  const order = inOrder(
    writers.map(({ member }) => member),
    profile.restore.order,
  );
  const containers = order.map(({ id }) => id);
  const manner = manners[strategy];
  await appendJournal(deps.db, journal, 'hold', { containers, how: strategy });
  await deps.watchdog.order('watchdog.arm', {
    socket: `/docker/${deps.socket}`,
    containers: strategy === 'pause' ? containers : [],
    stopped: strategy === 'stop' ? containers : [],
    deadlineMs: manner.limitMs(containers.length),
  });
  let released: Promise<HoldTimes> | undefined;
  const release = () => {
    released ??= letGo(deps, journal, manner, containers);
    return released;
  };
  try {
    const began = await manner.hold(deps.docker, containers);
    return { began, release, [Symbol.asyncDispose]: async () => void (await release()) };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Nobody is touched: what is compared begins now and ends at the release. */
async function watchOnly(): Promise<Hold> {
  const now = (): HoldTimes => ({ firstSentAt: Date.now(), lastAnsweredAt: Date.now() });
  return { began: now(), release: async () => now(), [Symbol.asyncDispose]: async () => undefined };
}

async function letGo(
  deps: HoldDeps,
  journal: JobId,
  manner: Manner,
  containers: readonly string[],
): Promise<HoldTimes> {
  // Who gives up takes the watchdog along: so nobody does before it had its time, and tried as well.
  const forMs = manner.limitMs(containers.length) + 10_000;
  const times = await persistently(() => manner.release(deps.docker, containers), { forMs, everyMs: 500 });
  await deps.watchdog.order('watchdog.disarm', {});
  await appendJournal(deps.db, journal, 'released');
  return times;
}

/**
 * After a crash: lets run again what the job's journal says is held. Containers that were paused before the freeze are
 * not in it and stay paused.
 * @returns ids of the containers that run again
 */
export async function releaseHeld(
  deps: { docker: HelperDeps['docker']; db: Database },
  journal: JobId,
): Promise<readonly string[]> {
  const steps = (await journalOf(deps.db, journal)).filter(({ step }) => step === 'hold' || step === 'released');
  const last = steps.at(-1);
  if (last?.step !== 'hold') return [];
  const { containers, how } = heldSchema.parse(last.data);
  await manners[how].recover(deps.docker, containers);
  await appendJournal(deps.db, journal, 'released');
  return containers;
}
