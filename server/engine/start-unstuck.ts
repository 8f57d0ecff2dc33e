import { normalize } from 'node:path';
import type { JobId } from '../archive/ids.ts';
import { startContainers, startHelper } from '../docker/index.ts';
import { messageOf } from '../errors/error.ts';
import type { EngineDeps } from './dependencies.ts';
import { persistently } from './persistently.ts';

/**
 * What Docker says of each start of a container that it was starting when it was killed (20.10), and knows nothing of that
 * it could end. containerd has a task of it that was made and not begun:
 */
const madeTask = /task ([0-9a-f]{64}): already exists/;
/** Or the folder of a task that was not even made. With the folder of all of them. */
const begunTask = /mkdir (\/\S+\/io\.containerd\.runtime\.v2\.task\/[^/\s]+)\/([0-9a-f]{64}): file exists/;

const isStuck = (error: unknown) => madeTask.test(messageOf(error)) || begunTask.test(messageOf(error));

/** How long containerd may take to see that a shim has gone. */
const patience = { forMs: 10_000, everyMs: 300, when: isStuck };

/**
 * Starts a container, one too that Docker was starting when it was killed.
 * @param container its whole id
 * @throws `docker.start-failed`, `docker.unreachable`
 */
export async function startUnstuck(deps: EngineDeps, job: JobId, container: string): Promise<void> {
  const start = () => startContainers(deps.docker, [container]);
  try {
    await start();
  } catch (error) {
    if (!(await unstick(deps, job, container, messageOf(error)))) throw error;
    await persistently(start, patience);
  }
}

/** @returns whether something was in the way of a start and is gone */
async function unstick(deps: EngineDeps, job: JobId, container: string, refusal: string): Promise<boolean> {
  if (madeTask.exec(refusal)?.[1] === container) {
    await using helper = await startUnsticker(deps, job, null);
    return (await helper.order('unstick.end-shim', { container })).ended;
  }
  const [, bundles, bundle] = begunTask.exec(refusal) ?? [];
  if (bundles === undefined || bundle !== container || normalize(bundles) !== bundles) return false;
  await using helper = await startUnsticker(deps, job, bundles);
  return (await helper.order('unstick.remove-bundle', { container, folder: `/bundles/${container}` })).removed;
}

function startUnsticker(deps: EngineDeps, job: JobId, bundles: string | null) {
  return startHelper(deps, {
    job,
    role: 'unstick',
    mounts: bundles === null ? [] : [{ kind: 'bind', source: bundles, target: '/bundles', readOnly: false }],
    pidMode: 'host',
    capabilities: ['KILL'],
    apparmorUnconfined: true,
  });
}
