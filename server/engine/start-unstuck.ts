import { normalize } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { JobId } from '../archive/ids.ts';
import { type HelperDeps, startContainers, startHelper } from '../docker/index.ts';
import { messageOf } from '../errors/error.ts';
import { persistently } from './persistently.ts';

/**
 * What Docker says of each start of a container that it was starting when it was killed (20.10), and knows nothing of that
 * it could end. containerd has a task of it, that was not begun or even runs:
 */
const leftTask = /task [0-9a-f]{64}: already exists|\bid already in use\b/;
/** Or the folder of a task that was not even made. With the folder of all of them. */
const leftBundle = /mkdir (\/\S+\/io\.containerd\.runtime\.v2\.task\/[^/\s]+)\/([0-9a-f]{64}): file exists/;

const isStuck = (error: unknown) => leftTask.test(messageOf(error)) || leftBundle.test(messageOf(error));

/** Docker itself may be starting it just now, by its restart policy. */
const first = { forMs: 1000, everyMs: 250, when: isStuck };
/** How long containerd and Docker may take to see that something has gone. */
const patience = { forMs: 15_000, everyMs: 300, when: isStuck };
/** By then Docker has heard of the end of what was ended, and has perhaps taken it for that of what it started since. */
const heardMs = 500;

/**
 * Starts a container, one too that Docker was starting when it was killed.
 * @param container its whole id
 * @throws `docker.start-failed`, `docker.unreachable`
 */
export async function startUnstuck(deps: HelperDeps, job: JobId, container: string): Promise<void> {
  const start = () => startContainers(deps.docker, [container]);
  let refusal: unknown;
  try {
    await persistently(start, first);
    return;
  } catch (error) {
    if (!isStuck(error)) throw error;
    refusal = error;
  }
  await persistently(async () => {
    await unstick(deps, job, container, messageOf(refusal));
    await start().catch((error) => {
      refusal = error;
      throw error;
    });
    await delay(heardMs);
    if (!(await isUp(deps, container))) throw refusal;
  }, patience);
}

async function isUp({ docker }: HelperDeps, container: string): Promise<boolean> {
  const { State } = await docker.getContainer(container).inspect();
  return State.Running && !State.Restarting;
}

async function unstick(deps: HelperDeps, job: JobId, container: string, refusal: string): Promise<void> {
  const { State } = await deps.docker.getContainer(container).inspect();
  if (State.Running) return;
  if (leftTask.test(refusal)) {
    await using helper = await startUnsticker(deps, job, null);
    await helper.order('unstick.end-task', { container });
    return;
  }
  const [, bundles, bundle] = leftBundle.exec(refusal) ?? [];
  if (bundles === undefined || bundle !== container || normalize(bundles) !== bundles) return;
  await using helper = await startUnsticker(deps, job, bundles);
  await helper.order('unstick.remove-bundle', { container, folder: `/bundles/${container}` });
}

function startUnsticker(deps: HelperDeps, job: JobId, bundles: string | null) {
  return startHelper(deps, {
    job,
    role: 'unstick',
    mounts: bundles === null ? [] : [{ kind: 'bind', source: bundles, target: '/bundles', readOnly: false }],
    pidMode: 'host',
    capabilities: ['KILL'],
    apparmorUnconfined: true,
  });
}
