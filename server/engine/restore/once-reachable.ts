import { setTimeout as delay } from 'node:timers/promises';
import { isReachable, untilReachable } from '../../docker/index.ts';
import { HoldfastError, messageOf } from '../../errors/error.ts';
import type { Progress } from '../../jobs/contract.ts';
import type { EngineDeps } from '../dependencies.ts';

const tries = 5;
const betweenTriesMs = 3000;

/**
 * Does what ends a restore. Waits for Docker, however long it is away: what it ended when it came back is started by
 * nobody else. PostgreSQL may be coming up again just then, so that it is tried a few times.
 * @throws what it threw last; at once what no further try changes
 */
export async function onceReachable<T>(
  deps: Pick<EngineDeps, 'docker'>,
  progress: Progress,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    if (!(await isReachable(deps.docker))) {
      progress.log('docker', 'Docker does not answer: the job goes on as soon as it does.', 'warn');
      await untilReachable(deps.docker);
    }
    try {
      return await work();
    } catch (error) {
      const hopeless = error instanceof HoldfastError && error.code === 'restore.undecided';
      if (hopeless || attempt === tries) throw error;
      progress.log('restore', `${messageOf(error)} Trying again.`, 'warn');
      await delay(betweenTriesMs);
    }
  }
}
