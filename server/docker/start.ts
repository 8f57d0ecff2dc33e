import { setTimeout as delay } from 'node:timers/promises';
import type { Docker } from './connect.ts';
import { startContainers } from './containers.ts';

/**
 * Starts containers one after another; one that does not start keeps none of the others from it.
 * @throws `docker.start-failed` with the first that did not, after all were tried
 */
export async function startAll(docker: Docker, ids: readonly string[]): Promise<void> {
  const failures: unknown[] = [];
  for (const id of ids) await startContainers(docker, [id]).catch((error) => failures.push(error));
  if (failures.length > 0) throw failures[0];
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
