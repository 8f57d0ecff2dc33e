import { setTimeout as delay } from 'node:timers/promises';
import { Gate, startedAtATime } from '../helper/process/gate.ts';
import type { Docker } from './connect.ts';
import { unpauseContainers } from './containers.ts';
import { isNotFound } from './daemon-errors.ts';

/** Starts a container. @throws `docker.start-failed`, `docker.unreachable` */
export type Start = (id: string) => Promise<void>;

/**
 * Starts containers in their order; one that does not start keeps none of the others from it, and one that is gone is fine.
 * @param sideBySide how many at a time; absent: each waits for the one before
 * @throws what the first threw that did not start, after all were tried
 */
export async function startAll(start: Start, ids: readonly string[], sideBySide = 1): Promise<void> {
  const gate = new Gate(sideBySide);
  const failures: unknown[] = [];
  const tried = (id: string) => start(id).catch((error) => isNotFound(error.cause) || failures.push(error));
  await Promise.all(ids.map((id) => gate.through(() => tried(id))));
  if (failures.length > 0) throw failures[0];
}

/**
 * After Docker was away: lets everything run that ran before. Some may be paused still, others have ended, since Docker
 * does not start again what it ended when it came back.
 * @throws `docker.thaw-failed`, what a start throws
 */
export async function bringBack(docker: Docker, start: Start, ids: readonly string[]): Promise<void> {
  await unpauseContainers(docker, ids);
  await startAll(start, ids, startedAtATime);
}

const again = 500;

/**
 * Starts containers and starts again, for a while, those that stop: Docker goes on with a stop that was asked for by
 * somebody who has died since.
 * @throws what a start throws
 */
export async function keepStarted(start: Start, ids: readonly string[], { forMs }: { forMs: number }): Promise<void> {
  const end = Date.now() + forMs;
  await startAll(start, ids);
  while (Date.now() < end) {
    await delay(again);
    await startAll(start, ids);
  }
}
