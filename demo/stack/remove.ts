import { setTimeout as sleep } from 'node:timers/promises';
import type { Docker } from '../../server/docker/connect.ts';
import { demoLabel } from '../clone.ts';

/**
 * Removes the containers, volumes and networks that carry this label, and nothing else. Can be repeated after a kill.
 * @returns names of networks that Docker would not let go.
 */
export async function removeStack(docker: Docker, owner: string): Promise<string[]> {
  const filters = { label: [`${demoLabel}=${owner}`] };
  await removeContainers(docker, filters);
  const { Volumes } = await docker.listVolumes({ filters });
  await Promise.all((Volumes ?? []).map(({ Name }) => gone(docker.getVolume(Name).remove())));
  const kept: string[] = [];
  for (const { Id, Name } of await docker.listNetworks({ filters })) {
    if (!(await removeNetwork(docker, Id))) kept.push(Name);
  }
  return kept;
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
  for (const image of images) {
    const names = namesOf(image);
    if (unusedOnly && (newest.has(image.Id) || names.some((tag) => /cybus\/|:dev$/.test(tag)))) continue;
    for (const name of names.length > 0 ? names : [image.Id]) await docker.getImage(name).remove().catch(ignoreUsed);
  }
}

type Image = { Id: string; RepoTags?: string[] | null; Created: number };

/** Of one that another took the names from, Docker says none at all or that they are `<none>:<none>`. */
function namesOf({ RepoTags }: Pick<Image, 'RepoTags'>): string[] {
  return RepoTags?.filter((tag) => tag !== '<none>:<none>') ?? [];
}

/** The newest image of each repository: others may be built upon it. */
function newestOfEach(images: Image[]): Set<string> {
  const newest = new Map<string, Image>();
  for (const image of images) {
    const repository = namesOf(image)[0]?.split(':')[0] ?? '';
    if (repository && image.Created > (newest.get(repository)?.Created ?? 0)) newest.set(repository, image);
  }
  return new Set([...newest.values()].map(({ Id }) => Id));
}

/** Until there is none: the container-manager may make one more, and a removal may be under way already. */
async function removeContainers(docker: Docker, filters: { label: string[] }): Promise<void> {
  const done = await patiently(async () => {
    const containers = await docker.listContainers({ all: true, filters });
    await Promise.all(containers.map(({ Id }) => removeContainer(docker, Id)));
    return containers.length === 0;
  });
  if (!done) throw new Error('Docker does not remove the demo’s containers; its log says more.');
}

/** Stopped first: of a running one that is removed by force, Docker 20.10 sometimes keeps the place in its network. */
async function removeContainer(docker: Docker, id: string): Promise<void> {
  const container = docker.getContainer(id);
  // 304: it stands already. What can't be stopped (a paused one) is removed all the same.
  await container.stop({ t: 3 }).catch(() => {});
  await gone(container.remove({ force: true, v: true }));
}

/**
 * Docker frees a container's place in its network a moment after the container is gone: 403 until then. When it has lost
 * count it never does, until it is started again.
 */
function removeNetwork(docker: Docker, id: string): Promise<boolean> {
  return patiently(async () => {
    try {
      await gone(docker.getNetwork(id).remove());
      return true;
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode !== 403) throw error;
      return false;
    }
  });
}

/** Repeats until it is done; false when it is not after ten seconds. */
async function patiently(attempt: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + 10_000;
  while (!(await attempt())) {
    if (Date.now() > deadline) return false;
    await sleep(200);
  }
  return true;
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
