import { setTimeout as delay } from 'node:timers/promises';
import type { Handler } from '../context.ts';
import { isBegun, type Process, processesOf } from './processes.ts';

/** How long a program may take to end by itself, Docker's own default. */
const graceMs = 10_000;
const lookMs = 50;

/**
 * Ends the shim of a container that Docker takes for ended, with what is inside. Mostly that is nothing but what runc had
 * made ready; a program that was begun is asked to end first.
 */
export const endTask: Handler<'unstick.end-task'> = async ({ container }) => {
  let { shims, inside } = processesOf(container);
  const ended = shims.length > 0;
  const watched = new Set(shims.map(({ pid }) => pid));
  signal(
    inside.filter((each) => isBegun(each) && watched.has(each.parent)),
    'SIGTERM',
  );
  const end = Date.now() + graceMs;
  while (inside.some(isBegun) && Date.now() < end) {
    await delay(lookMs);
    ({ shims, inside } = processesOf(container));
  }
  signal([...shims, ...inside], 'SIGKILL');
  return { ended };
};

function signal(processes: readonly Process[], name: NodeJS.Signals): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
