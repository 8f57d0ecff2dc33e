import { join } from 'node:path';
import type Docker from 'dockerode';
import type { JobId } from '../../../archive/ids.ts';
import { pauseContainers, stopContainers, waitHealthy } from '../../../docker/index.ts';
import { fail } from '../../../errors/error.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { startUnstuck } from '../../start-unstuck.ts';
import type { RunningContainer } from '../look/stop-list.ts';
import type { Place } from '../names.ts';
import type { SwapService } from '../swap/intent.ts';

type Container = { id: string; name: string };
/** A volume whose live folder is replaced. */
export type SwappedVolume = Place & { name: string };

/** How long a service may take until it is well, ms. */
const healthLimitMs = 120_000;

/**
 * Every running container (paused ones too) with its mounts of these volumes, by name or by path: `docker ps --filter
 * volume=` misses binds of the path. Our own helpers aside.
 */
export async function listRunning(
  docker: Docker,
  volumes: readonly SwappedVolume[],
  instance: string,
): Promise<RunningContainer[]> {
  const listed = await docker.listContainers();
  return listed
    .filter(({ Labels }) => Labels['holdfast.instance'] !== instance)
    .map(({ Id, Names, Labels, State, Mounts }) => {
      const name = (Names[0] ?? Id).replace(/^\//, '');
      return {
        id: Id,
        name,
        service: Labels['com.docker.compose.service'] ?? name,
        paused: State === 'paused',
        swapped: volumes.flatMap((volume) =>
          Mounts.filter((mount) => isOf(volume, mount)).map((mount) => ({
            volume: volume.name,
            readOnly: !mount.RW,
            onDevice: volume.tag !== '',
          })),
        ),
      };
    });
}

/** Whether a mount shows this volume or something inside it. */
export function isOf(
  volume: SwappedVolume,
  mount: { Name?: string | undefined; Source?: string | undefined },
): boolean {
  if (mount.Name === volume.name) return true;
  const { directory, live, tag } = volume;
  // A volume's own directory shows nothing else; a device's parent may show anything.
  const path = tag === '' ? directory : join(directory, live);
  return mount.Source === path || (mount.Source?.startsWith(`${path}/`) ?? false);
}

/** Stops a container; one that was made anew meanwhile is found by its name. */
export async function stopContainer(docker: Docker, container: Container): Promise<void> {
  await stopContainers(docker, [await currentId(docker, container)]);
}

/** Starts a service, and pauses it when that is how it ran. @throws `docker.start-failed`, `docker.pause-failed`, `docker.unreachable` */
export async function startAsBefore(deps: EngineDeps, job: JobId, service: SwapService): Promise<void> {
  const { docker } = deps;
  const id = await currentId(docker, service);
  await startUnstuck(deps, job, id);
  if (service.ran === 'running') return;
  const { State } = await docker.getContainer(id).inspect();
  if (!State.Paused) await pauseContainers(docker, [id]);
}

/** @param early as `waitHealthy` means it @throws `restore.service-unwell` */
export async function awaitHealth(docker: Docker, service: SwapService, early: boolean): Promise<void> {
  if (service.ran === 'paused') return;
  const id = await currentId(docker, service);
  const { ok, detail } = await waitHealthy(docker, id, { limitMs: healthLimitMs, early });
  if (!ok) throw fail('restore.service-unwell', { service: service.service, detail });
}

async function currentId(docker: Docker, { id, name }: Container): Promise<string> {
  for (const reference of [id, name]) {
    try {
      return (await docker.getContainer(reference).inspect()).Id;
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode !== 404) throw error;
    }
  }
  return id;
}
