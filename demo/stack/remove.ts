import { setTimeout as sleep } from 'node:timers/promises';
import type { Docker } from '../../server/docker/connect.ts';
import { demoLabel } from '../clone.ts';

/** Removes the containers, volumes and networks that carry this label, and nothing else. Can be repeated after a kill. */
export async function removeStack(docker: Docker, owner: string): Promise<void> {
  const filters = { label: [`${demoLabel}=${owner}`] };
  await removeContainers(docker, filters);
  const { Volumes } = await docker.listVolumes({ filters });
  await Promise.all((Volumes ?? []).map(({ Name }) => gone(docker.getVolume(Name).remove())));
  const networks = await docker.listNetworks({ filters });
  for (const { Id } of networks) await removeNetwork(docker, Id);
}

/**
 * Removes the images that carry this clone's label, except those that a container still uses.
 * @param unusedOnly only older ones, which no name of the product or of the helper points to any more.
 */
export async function removeImages(
  docker: Docker,
  clone: string,
  { unusedOnly }: { unusedOnly: boolean },
): Promise<void> {
  const images = await docker.listImages({ filters: { label: [`${demoLabel}=${clone}`] } });
  const newest = newestOfEach(images);
  for (const { Id, RepoTags } of images) {
    if (unusedOnly && (newest.has(Id) || RepoTags?.some((tag) => /cybus\/|:dev$/.test(tag)))) continue;
    for (const name of RepoTags ?? [Id]) await docker.getImage(name).remove().catch(ignoreUsed);
  }
}

/** The newest image of each repository: others may be built upon it. */
function newestOfEach(images: { Id: string; RepoTags?: string[]; Created: number }[]): Set<string> {
  const newest = new Map<string, { Id: string; Created: number }>();
  for (const image of images) {
    const repository = image.RepoTags?.[0]?.split(':')[0] ?? '';
    if (repository && image.Created > (newest.get(repository)?.Created ?? 0)) newest.set(repository, image);
  }
  return new Set([...newest.values()].map(({ Id }) => Id));
}

/** Until there is none: the container-manager may make one more, and a removal may be under way already. */
async function removeContainers(docker: Docker, filters: { label: string[] }): Promise<void> {
  await patiently(async () => {
    const containers = await docker.listContainers({ all: true, filters });
    await Promise.all(containers.map(({ Id }) => gone(docker.getContainer(Id).remove({ force: true, v: true }))));
    return containers.length === 0;
  });
}

/** Docker frees a container's place in its network a moment after the container is gone: 403 until then. */
async function removeNetwork(docker: Docker, id: string): Promise<void> {
  await patiently(async () => {
    try {
      await gone(docker.getNetwork(id).remove());
      return true;
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode !== 403) throw error;
      return false;
    }
  });
}

/** Repeats until it is done. @throws when it is not after half a minute. */
async function patiently(attempt: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await attempt())) {
    if (Date.now() > deadline) throw new Error('Docker does not remove what it was asked to remove; see its log.');
    await sleep(200);
  }
}

async function gone(removal: Promise<unknown>): Promise<void> {
  await removal.catch((error: { statusCode?: number }) => {
    // 404: somebody was faster. 409: its removal is under way.
    if (error.statusCode !== 404 && error.statusCode !== 409) throw error;
  });
}

function ignoreUsed(error: { statusCode?: number }): void {
  if (error.statusCode !== 404 && error.statusCode !== 409) throw error;
}
