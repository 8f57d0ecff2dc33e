import type { JobId } from '../../archive/ids.ts';
import {
  endedWell,
  type Helper,
  type HelperDeps,
  type HoldTimes,
  isReachable,
  startHelper,
  untilReachable,
} from '../../docker/index.ts';
import { fail } from '../../errors/error.ts';
import type { Installation, Member, Strategy } from '../../installation/index.ts';
import { appendJournal, closeJournal, type Database, journalOf } from '../../store/index.ts';
import { inOrder } from '../in-order.ts';
import { persistently } from '../persistently.ts';
import { startUnstuck } from '../start-unstuck.ts';
import { type Hands, type Held, heldSchema, manners } from './manners.ts';

/**
 * The watchdog outside this process: lets run again what it guards when this process dies or the limit passes. Disposing
 * leaves one that still holds something where it is, and at it.
 */
export type Watchdog = Helper & { holds: boolean };

export async function startWatchdog(deps: HelperDeps, job: JobId, socketFolder: string): Promise<Watchdog> {
  const helper = await startHelper(deps, {
    job,
    role: 'watchdog',
    mounts: [{ kind: 'bind', source: socketFolder, target: '/docker', readOnly: false }],
    capabilities: ['DAC_OVERRIDE'],
    comesBack: true,
  });
  const remove = helper[Symbol.asyncDispose];
  return Object.assign(helper, {
    holds: false,
    async [Symbol.asyncDispose](this: Watchdog) {
      if (!this.holds) await remove();
    },
  });
}

export type Hold = {
  /** When the first was told to stand still, and when the last did. */
  began: HoldTimes;
  /**
   * Lets the writers run again.
   * @returns when the first was told to and the last did
   * @throws `backup.docker-lost` where Docker went away while they were held; then everything runs that ran before
   */
  release(): Promise<HoldTimes>;
};

type HoldDeps = HelperDeps & { db: Database; watchdog: Watchdog; socket: string };

/**
 * Makes the writers stand still as the strategy says; when that fails they run again. Journal and watchdog know them before
 * the first one is touched, so that they run again whatever happens to this process.
 */
export async function holdWriters(
  deps: HoldDeps,
  journal: JobId,
  strategy: Strategy,
  { members, writers, profile, server }: Installation,
): Promise<Hold> {
  if (strategy === 'observe') return watchOnly();
  const idsOf = (some: readonly Member[]) => inOrder(some, profile.restore.order).map(({ id }) => id);
  const containers = idsOf(writers.map(({ member }) => member));
  const isDatabase = (id: string) => id === server.container?.id;
  // The database is not held, but after Docker was away the others may need it.
  const running = idsOf(members.filter((member) => member.running && !member.paused)).toSorted(
    (a, b) => Number(isDatabase(b)) - Number(isDatabase(a)),
  );
  const held: Held = { containers, running, how: strategy, watchdog: deps.watchdog.id };
  await appendJournal(deps.db, journal, 'hold', held);
  deps.watchdog.holds = true;
  await deps.watchdog.order('watchdog.arm', {
    socket: `/docker/${deps.socket}`,
    containers: strategy === 'pause' ? containers : [],
    stopped: strategy === 'stop' ? containers : [],
    running,
    deadlineMs: manners[strategy].limitMs(containers.length),
  });
  let released: Promise<HoldTimes> | undefined;
  const release = () => {
    released ??= letGo(deps, journal, held);
    return released;
  };
  try {
    const began = await manners[strategy].hold(deps.docker, containers);
    return { began, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Nobody is touched: what is compared begins now and ends at the release. */
async function watchOnly(): Promise<Hold> {
  const now = (): HoldTimes => ({ firstSentAt: Date.now(), lastAnsweredAt: Date.now() });
  return { began: now(), release: async () => now() };
}

async function letGo(deps: HoldDeps, journal: JobId, held: Held): Promise<HoldTimes> {
  const times = await untilAllRun(deps, journal, held);
  deps.watchdog.holds = false;
  await appendJournal(deps.db, journal, 'released');
  if (times === null) throw fail('backup.docker-lost', { services: held.running.length });
  await deps.watchdog.order('watchdog.disarm', {});
  return times;
}

/**
 * Tries until they run. While Docker is away that is for as long as it is: perhaps nobody else is left to start what died
 * with it. Otherwise it is for a bounded time.
 * @returns null where Docker went away while they were held
 */
async function untilAllRun(deps: HoldDeps, journal: JobId, held: Held): Promise<HoldTimes | null> {
  // Not before the watchdog had its time, and tried as well. It goes on then.
  const forMs = manners[held.how].limitMs(held.containers.length) + 10_000;
  for (;;) {
    const { connected } = deps.watchdog;
    if (!connected) await untilReachable(deps.docker);
    const when = () => deps.watchdog.connected === connected;
    try {
      return await persistently(() => letAllRun(deps, journal, held), { forMs, everyMs: 500, when });
    } catch (error) {
      if (when() && (await isReachable(deps.docker))) throw error;
    }
  }
}

/** The watchdog's connection tells whether Docker was there all the time: then only what we hold has to be let go. */
async function letAllRun(deps: HoldDeps, journal: JobId, held: Held): Promise<HoldTimes | null> {
  const hands = handsOf(deps, journal);
  if (deps.watchdog.connected) {
    const times = await manners[held.how].release(hands, held.containers);
    if (deps.watchdog.connected) return times;
  }
  await manners[held.how].recover(hands, held);
  return null;
}

function handsOf(deps: HelperDeps, journal: JobId): Hands {
  return { docker: deps.docker, start: (id) => startUnstuck(deps, journal, id) };
}

/** What the job's journal says is held; null where nothing is. */
async function heldIn(db: Database, journal: JobId): Promise<Held | null> {
  const last = (await journalOf(db, journal)).findLast(({ step }) => step === 'hold' || step === 'released');
  return last?.step === 'hold' ? heldSchema.parse(last.data) : null;
}

/** Closes a job's journal, unless it says that something is held: the next start lets it go then. */
export async function closeIfReleased(db: Database, journal: JobId): Promise<void> {
  if ((await heldIn(db, journal)) === null) await closeJournal(db, journal);
}

/**
 * After a crash: lets run again what the job's journal says is held, unless the watchdog has done so. Containers that were
 * paused before the freeze, or stopped, are not in it and stay as they are.
 * @returns ids of the containers that run again
 */
export async function releaseHeld(deps: HelperDeps & { db: Database }, journal: JobId): Promise<readonly string[]> {
  const held = await heldIn(deps.db, journal);
  if (held === null) return [];
  // Then somebody may have stopped one of them since.
  const done = held.watchdog !== null && (await endedWell(deps.docker, held.watchdog));
  if (!done) await manners[held.how].recover(handsOf(deps, journal), held);
  await appendJournal(deps.db, journal, 'released');
  return held.containers;
}
