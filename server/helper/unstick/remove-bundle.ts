import { readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Handler } from '../context.ts';
import { processesOf } from './processes.ts';

/**
 * Removes the folder that a containerd had begun to fill for a container's task when it was killed. Where a shim or a
 * program of the container runs it is left alone; and so it is where a folder in it is not empty, or has something mounted
 * on it: nothing is entered.
 */
export const removeBundle: Handler<'unstick.remove-bundle'> = async ({ container, folder }) => {
  const { shims, inside } = processesOf(container);
  if (shims.length > 0 || inside.length > 0) return { removed: false };
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    for (const entry of entries.filter((each) => each.isDirectory())) rmdirSync(join(folder, entry.name));
    for (const entry of entries.filter((each) => !each.isDirectory())) unlinkSync(join(folder, entry.name));
    rmdirSync(folder);
    return { removed: true };
  } catch (error) {
    // The last: containerd has cleared it away meanwhile.
    if (['ENOTEMPTY', 'EBUSY', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return { removed: false };
    throw error;
  }
};
