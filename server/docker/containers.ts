import { setTimeout as delay } from 'node:timers/promises';
import { fail } from '../errors/error.ts';
import { type Docker, unreachable } from './connect.ts';
import { detailOf, isAlreadySo, isConnectionLost, isNotFound } from './daemon-errors.ts';

/** ms since the epoch: first request sent, last answer received. */
export type HoldTimes = { firstSentAt: number; lastAnsweredAt: number };

/**
 * Pauses containers, all at once; resolves when each has answered.
 * @throws `docker.pause-failed` when one could not be paused; `docker.unreachable`. Others may be paused then: unpause all.
 */
export async function pauseContainers(docker: Docker, ids: readonly string[]): Promise<HoldTimes> {
  return await allAtOnce(docker, ids, 'docker.pause-failed', (id) => pause(docker, id));
}

async function pause(docker: Docker, id: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await docker.getContainer(id).pause();
      return;
    } catch (error) {
      if (!notYetFrozen.test(detailOf(error)) || attempt === pauseAttempts) throw error;
    }
  }
}

/** With cgroup v1 runc gives up (and thaws) when processes keep forking on a busy host; the next try mostly succeeds. */
const notYetFrozen = /unable to freeze/i;
const pauseAttempts = 3;

/**
 * Resumes containers, all at once. One that isn't paused or is gone counts as resumed; lost connections are tried again.
 * @throws `docker.thaw-failed` with the names that are still paused; `docker.unreachable`
 */
export async function unpauseContainers(docker: Docker, ids: readonly string[]): Promise<HoldTimes> {
  return await allAtOnce(docker, ids, 'docker.thaw-failed', (id) => unpause(docker, id));
}

async function unpause(docker: Docker, id: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await docker.getContainer(id).unpause();
      return;
    } catch (error) {
      if (isNotFound(error) || notHeld.test(detailOf(error))) return;
      if (!isConnectionLost(error) || attempt === thawAttempts) throw error;
      await delay(thawRetryMs);
    }
  }
}

/** The daemon says so with different status codes, 20.10 with 500. */
const notHeld = /is not paused|is not running/i;

/** Two seconds in all; beyond that the watchdog goes on. */
const thawAttempts = 20;
const thawRetryMs = 100;

/** Sends to all before it waits for any; whatever fails, each has answered when it ends. */
async function allAtOnce(
  docker: Docker,
  ids: readonly string[],
  code: 'docker.pause-failed' | 'docker.thaw-failed',
  act: (id: string) => Promise<void>,
): Promise<HoldTimes> {
  const firstSentAt = Date.now();
  const outcomes = await Promise.allSettled(ids.map(act));
  const lastAnsweredAt = Date.now();
  const failed = ids.flatMap((id, index) => {
    const outcome = outcomes[index];
    return outcome?.status === 'rejected' ? [{ id, reason: outcome.reason as unknown }] : [];
  });
  const [first] = failed;
  if (!first) return { firstSentAt, lastAnsweredAt };
  if (isConnectionLost(first.reason)) throw unreachable(docker, first.reason);
  const names = await Promise.all(failed.map(({ id }) => nameOf(docker, id)));
  throw fail(code, { services: names.join(' '), detail: detailOf(first.reason) }, first.reason);
}

/**
 * Starts containers one after another. One that runs already is fine.
 * @throws `docker.start-failed` at the first that does not start; `docker.unreachable`, which says nothing of it
 */
export async function startContainers(docker: Docker, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    try {
      await docker.getContainer(id).start();
    } catch (error) {
      if (isAlreadySo(error)) continue;
      if (isConnectionLost(error)) throw unreachable(docker, error);
      throw fail('docker.start-failed', { service: await nameOf(docker, id), detail: detailOf(error) }, error);
    }
  }
}

/**
 * Stops containers one after another. Stopped and gone ones are fine.
 * @param options.limitSeconds how long each may take before it is killed; absent: its own limit, else 10 s.
 * @throws `docker.stop-failed`, `docker.unreachable`
 */
export async function stopContainers(
  docker: Docker,
  ids: readonly string[],
  options: { limitSeconds?: number } = {},
): Promise<void> {
  const limit = options.limitSeconds === undefined ? {} : { t: options.limitSeconds };
  for (const id of ids) {
    try {
      await docker.getContainer(id).stop(limit);
    } catch (error) {
      if (isAlreadySo(error) || isNotFound(error)) continue;
      if (isConnectionLost(error)) throw unreachable(docker, error);
      throw fail('docker.stop-failed', { service: await nameOf(docker, id), detail: detailOf(error) }, error);
    }
  }
}

/** A name for people; the id's beginning where Docker can't tell. */
async function nameOf(docker: Docker, id: string): Promise<string> {
  try {
    const { Name } = await docker.getContainer(id).inspect();
    return Name.replace(/^\//, '');
  } catch {
    return id.slice(0, 12);
  }
}
