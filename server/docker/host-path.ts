import type { Docker } from './connect.ts';

/**
 * A path of ours as Docker's host sees it: the same on the host; inside a container translated through its own mounts.
 * @throws `docker.path-not-mounted` when the path lies in the container's own layer, where no helper can reach it.
 */
export async function hostPathOf(_docker: Docker, _path: string): Promise<string> {
  throw new Error('not built yet');
}
