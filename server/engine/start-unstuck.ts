import type { JobId } from '../archive/ids.ts';
import { startContainers, startHelper } from '../docker/index.ts';
import { messageOf } from '../errors/error.ts';
import type { EngineDeps } from './dependencies.ts';
import { persistently } from './persistently.ts';

/**
 * What Docker says of each start of a container that it was starting when it was killed (20.10): containerd has a task of
 * it that was made and not begun, and Docker knows of none that it could end.
 */
const stuckTask = /task ([0-9a-f]{64}): already exists/;

/** How long containerd may take to see that a shim has gone. */
const patience = { forMs: 10_000, everyMs: 300 };

/**
 * Starts a container, one too that Docker was starting when it was killed.
 * @throws `docker.start-failed`
 */
export async function startUnstuck(deps: EngineDeps, job: JobId, id: string): Promise<void> {
  try {
    await startContainers(deps.docker, [id]);
  } catch (error) {
    const container = stuckTask.exec(messageOf(error))?.[1];
    if (container === undefined || !(await endShim(deps, job, container))) throw error;
    const isStuck = (again: unknown) => stuckTask.test(messageOf(again));
    await persistently(() => startContainers(deps.docker, [id]), { ...patience, when: isStuck });
  }
}

async function endShim(deps: EngineDeps, job: JobId, container: string): Promise<boolean> {
  await using helper = await startHelper(deps, {
    job,
    role: 'unstick',
    mounts: [],
    pidMode: 'host',
    capabilities: ['KILL'],
    apparmorUnconfined: true,
  });
  return (await helper.order('look.end-shim', { container })).ended;
}
