import type { Docker } from './connect.ts';
import { isNotFound } from './daemon-errors.ts';

/**
 * Of the daemon: the same as long as it lets containers run on. It is the id of its default bridge network, which a daemon
 * that comes back makes anew unless it finds containers running (live-restore).
 * @returns null where the daemon has no default bridge, which tells nothing
 */
export async function incarnationOf(docker: Docker): Promise<string | null> {
  try {
    return (await docker.getNetwork('bridge').inspect()).Id;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
