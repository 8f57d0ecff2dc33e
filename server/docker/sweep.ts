import type { JobId } from '../archive/ids.ts';
import type { HelperDeps } from './helper.ts';
import { labels, removeOwnContainer } from './own-container.ts';
import { sweepScratchVolumes } from './scratch.ts';

/**
 * Removes helpers, sidecars and scratch volumes that this instance left behind; another Holdfast's are never touched.
 * @param options.keepRoles roles to leave alone (a watchdog that still holds services).
 * @param options.job only this job's.
 * @param options.before only those made before: others belong to jobs that run.
 * @returns ids of containers and names of volumes that were removed.
 */
export async function sweepHelpers(
  deps: Pick<HelperDeps, 'docker' | 'instance'>,
  options: { keepRoles?: readonly string[]; job?: JobId; before?: Date } = {},
): Promise<string[]> {
  const wanted = [
    options.job ? `${labels.helper}=${options.job}` : labels.helper,
    `${labels.instance}=${deps.instance}`,
  ];
  const found = await deps.docker.listContainers({ all: true, filters: { label: wanted } });
  const madeBefore = (options.before?.getTime() ?? Number.POSITIVE_INFINITY) / 1000;
  const doomed = found.filter(
    ({ Created, Labels }) => Created < madeBefore && !options.keepRoles?.includes(Labels[labels.role] ?? ''),
  );
  await Promise.all(doomed.map(({ Id }) => removeOwnContainer(deps.docker.getContainer(Id))));
  const volumes = await sweepScratchVolumes(deps, options);
  return [...doomed.map(({ Id }) => Id), ...volumes];
}
