import { setTimeout as delay } from 'node:timers/promises';
import { Gate, startedAtATime } from '../helper/process/gate.ts';
import type { Docker } from './connect.ts';
import { startContainers, unpauseContainers } from './containers.ts';
import { isNotFound } from './daemon-errors.ts';

/**
 * Starts containers in their order; one that does not start keeps none of the others from it, and one that is gone is fine.
 * @param sideBySide how many at a time; absent: each waits for the one before
 * @throws `docker.start-failed` with the first that did not, after all were tried
 */
export async function startAll(docker: Docker, ids: readonly string[], sideBySide = 1): Promise<void> {
  const gate = new Gate(sideBySide);
  const failures: unknown[] = [];
  const start = (id: string) =>
    startContainers(docker, [id]).catch((error) => isNotFound(error.cause) || failures.push(error));
  await Promise.all(ids.map((id) => gate.through(() => start(id))));
  if (failures.length > 0) throw failures[0];
}

/**
 * After Docker was away: lets everything run that ran before. Some may be paused still, others have ended, since Docker
 * does not start again what it ended when it came back.
 * @throws `docker.thaw-failed`, `docker.start-failed`
 */
export async function bringBack(docker: Docker, ids: readonly string[]): Promise<void> {
  await unpauseContainers(docker, ids);
  await startAll(docker, ids, startedAtATime);
}

const again = 500;

/**
 * Starts containers and starts again, for a while, those that stop: Docker goes on with a stop that was asked for by
 * somebody who has died since.
 * @throws `docker.start-failed`
 */
export async function keepStarted(docker: Docker, ids: readonly string[], { forMs }: { forMs: number }): Promise<void> {
  const end = Date.now() + forMs;
  await startAll(docker, ids);
  while (Date.now() < end) {
    await delay(again);
    await startAll(docker, ids);
  }
}
