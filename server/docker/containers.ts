import type { Docker } from './connect.ts';

/** ms since the epoch: first request sent, last answer received. */
export type HoldTimes = { firstSentAt: number; lastAnsweredAt: number };

/**
 * Pauses containers, all at once; resolves when each has answered.
 * @throws `docker.pause-failed` when one could not be paused; others may be paused then: unpause all of them.
 */
export async function pauseContainers(_docker: Docker, _ids: readonly string[]): Promise<HoldTimes> {
  throw new Error('not built yet');
}

/**
 * Resumes containers, all at once. One that isn't paused or is gone counts as resumed; lost connections are tried again.
 * @throws `docker.thaw-failed` with the names that are still paused.
 */
export async function unpauseContainers(_docker: Docker, _ids: readonly string[]): Promise<HoldTimes> {
  throw new Error('not built yet');
}

/**
 * Starts containers one after another. One that runs already is fine.
 * @throws `docker.start-failed` at the first that does not start.
 */
export async function startContainers(_docker: Docker, _ids: readonly string[]): Promise<void> {
  throw new Error('not built yet');
}

/**
 * Stops containers one after another. Stopped and gone ones are fine.
 * @param options.limitSeconds how long each may take before it is killed; absent: its own limit, else 10 s.
 * @throws `docker.stop-failed`.
 */
export async function stopContainers(
  _docker: Docker,
  _ids: readonly string[],
  _options: { limitSeconds?: number } = {},
): Promise<void> {
  throw new Error('not built yet');
}

export type Health = { ok: boolean; detail: string };

/**
 * Waits until a container is healthy; one without a health check, until it runs and has not restarted.
 * @param options.limitMs then it answers `ok: false` with what it saw last.
 */
export async function waitHealthy(
  _docker: Docker,
  _id: string,
  _options: { limitMs: number; signal?: AbortSignal },
): Promise<Health> {
  throw new Error('not built yet');
}
