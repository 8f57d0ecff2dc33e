import { z } from 'zod';
import {
  bringBack,
  type Docker,
  type HoldTimes,
  keepStarted,
  pauseContainers,
  restartFrozen,
  type Start,
  startAll,
  stopContainers,
  unpauseContainers,
} from '../../docker/index.ts';

/**
 * What the journal says of containers that are held. Journals from before there were two manners tell of pauses; older
 * ones don't name what ran beside them, nor the watchdog.
 */
export const heldSchema = z.object({
  containers: z.array(z.string()),
  /** All of the installation that ran: these, and what is not held. */
  running: z.array(z.string()).default([]),
  how: z.enum(['pause', 'stop']).default('pause'),
  /** Its container. */
  watchdog: z.string().nullable().default(null),
});
export type Held = z.infer<typeof heldSchema>;

/** How containers are held and let go. Lists are in the order in which services start. */
export type Manner = {
  /** If we hang while this many are held, the watchdog lets them go after this time. */
  limitMs(count: number): number;
  hold(docker: Docker, containers: readonly string[]): Promise<HoldTimes>;
  release(hands: Hands, containers: readonly string[]): Promise<HoldTimes>;
  /** After a crash of this process, of Docker or of the machine: all that ran runs again. */
  recover(hands: Hands, held: Held): Promise<void>;
};

/** What lets containers run again. */
export type Hands = { docker: Docker; start: Start };

const pauseLimitMs = 30_000;

/** A service that does not end by itself is killed after this time, Docker's own default. */
const graceSeconds = 10;

export const manners: Record<'pause' | 'stop', Manner> = {
  pause: {
    limitMs: () => pauseLimitMs,
    hold: pauseContainers,
    release: ({ docker }, containers) => unpauseContainers(docker, containers),
    recover: async ({ docker, start }, { containers, running }) => {
      await unpauseContainers(docker, containers);
      await bringBack(docker, start, running);
      await restartFrozen(docker, containers);
    },
  },
  stop: {
    limitMs: (count) => pauseLimitMs + count * (graceSeconds + 2) * 1000,
    hold: (docker, containers) =>
      timed(() => stopContainers(docker, containers.toReversed(), { limitSeconds: graceSeconds })),
    release: ({ start }, containers) => timed(() => startAll(start, containers)),
    // Docker may still be carrying out the stop that we had asked for when we died.
    recover: async ({ docker, start }, { containers, running }) => {
      await bringBack(docker, start, running);
      await keepStarted(start, containers, { forMs: (graceSeconds + 2) * 1000 });
    },
  },
};

async function timed(work: () => Promise<void>): Promise<HoldTimes> {
  const firstSentAt = Date.now();
  await work();
  return { firstSentAt, lastAnsweredAt: Date.now() };
}
