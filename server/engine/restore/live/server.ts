import type { JobId } from '../../../archive/ids.ts';
import { type Health, waitHealthy } from '../../../docker/index.ts';
import { fail, HoldfastError, reportOf } from '../../../errors/error.ts';
import type { DatabaseServer } from '../../../installation/index.ts';
import type { Progress } from '../../../jobs/contract.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { persistently } from '../../persistently.ts';
import { startUnstuck } from '../../start-unstuck.ts';

/** How long a database server may take to come up (crash recovery reads its log first), ms. */
const limitMs = 120_000;
const retryMs = 500;

type Server = Pick<DatabaseServer, 'container'>;

/**
 * Whether the database's container runs. In Docker's back-off a crashed one is Running and Restarting: that is down. Of a
 * server elsewhere only a connection tells.
 */
export async function serverIsUp(deps: Pick<EngineDeps, 'docker'>, server: Server): Promise<boolean> {
  if (!server.container) return true;
  const { State } = await deps.docker.getContainer(server.container.id).inspect();
  return State.Running && !State.Restarting && !State.Paused;
}

/** A server that could not be asked, with the remedy for it. */
export type Down = { up: false; why: string; remedy: string };

export function downBecause(error: unknown): Down {
  const { title, remedy } = reportOf(error);
  return { up: false, why: title.replace(/\.$/, ''), remedy };
}

/** One that Docker says is down. */
export const containerDown: Down = {
  up: false,
  why: 'its container does not run',
  remedy: 'Look at its log, and start it.',
};

/**
 * Makes sure that the database's container runs; a server elsewhere is not ours to start.
 * @throws `restore.database-down` when it does not come up; `docker.start-failed`, `docker.unreachable`
 */
export async function ensureServer(
  deps: EngineDeps,
  server: Server,
  { job, progress }: { job: JobId; progress: Progress },
): Promise<void> {
  if (!server.container || (await serverIsUp(deps, server))) return;
  const { id, service } = server.container;
  const container = deps.docker.getContainer(id);
  progress.log('database', `${service} is not up: starting it.`);
  const { State } = await container.inspect();
  if (State.Paused) await container.unpause();
  // `start` does nothing in the back-off; `restart` ends the wait.
  else if (State.Restarting) await container.restart();
  else await startUnstuck(deps, job, id);
  const { ok, detail } = await untilUp(deps, id);
  if (!ok) throw fail('restore.database-down', { service, detail });
}

/** Waits until it is well, or has ended for good: without a restart policy nobody starts it again. */
async function untilUp(deps: Pick<EngineDeps, 'docker'>, id: string): Promise<Health> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const { State, HostConfig } = await deps.docker.getContainer(id).inspect();
    const restarts = (HostConfig.RestartPolicy?.Name ?? 'no').replace('no', '') !== '';
    if (State.Status === 'exited' && !restarts) return { ok: false, detail: `it ended with code ${State.ExitCode}` };
    const health = await waitHealthy(deps.docker, id, { limitMs: retryMs });
    if (health.ok || Date.now() >= deadline) return health;
  }
}

const away = new Set(['postgres.unreachable', 'postgres.not-reached']);

/** Tries until the server answers: one that has just been started reads its log first. */
export function patiently<T>(connect: () => Promise<T>): Promise<T> {
  const isAway = (error: unknown) => error instanceof HoldfastError && away.has(error.code);
  return persistently(connect, { forMs: limitMs, everyMs: retryMs, when: isAway });
}
