import { basename } from 'node:path';
import type { Handler } from '../context.ts';
import { processesOf } from './processes.ts';

/**
 * Ends the shim that waits for a container's program to begin, which nobody will begin any more. Where the program runs,
 * the shim is left alone.
 */
export const endShim: Handler<'unstick.end-shim'> = async ({ container }) => {
  const { shims, inside } = processesOf(container);
  // What runc has made ready and not begun is still runc's own program.
  if (!inside.every(({ args }) => args[1] === 'init' && basename(args[0] ?? '').startsWith('runc')))
    return { ended: false };
  for (const { pid } of [...shims, ...inside]) kill(pid);
  return { ended: shims.length > 0 };
};

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
