import type Dockerode from 'dockerode';
import { fail } from '../errors/error.ts';
import type { Docker } from './connect.ts';
import { isNotFound } from './daemon-errors.ts';
import { pastEvents } from './event-stream.ts';

/**
 * Naming a volume in a mount makes it, empty, when it was removed meanwhile: a backup of nothing would look like a
 * success. CreatedAt can't tell: on the local driver it is the ctime of `_data`, which moves whenever an entry comes or
 * goes in the volume's root (measured on 20.10). Nor can the `create` event: the daemon sends one whenever a container names
 * a volume in a mount, made or not. The `destroy` event between our look and the creation can.
 */
export type PresentVolumes = { names: readonly string[]; since: number };

/** @throws `docker.volume-gone` when one of them does not exist. */
export async function presentVolumes(docker: Docker, names: readonly string[]): Promise<PresentVolumes> {
  const since = Date.now();
  await Promise.all(names.map((name) => refuseMissing(docker, name)));
  return { names, since };
}

async function refuseMissing(docker: Docker, name: string): Promise<void> {
  try {
    await docker.getVolume(name).inspect();
  } catch (error) {
    throw isNotFound(error) ? fail('docker.volume-gone', { volume: name }, error) : error;
  }
}

/**
 * Looks whether one of the volumes was removed since they were seen, and removes what Docker made in its place.
 * @throws `docker.volume-gone`; the container is removed then, since it holds the volume.
 */
export async function refuseNewVolumes(
  docker: Docker,
  present: PresentVolumes,
  container: Dockerode.Container,
): Promise<void> {
  if (present.names.length === 0) return;
  const removed = await pastEvents(docker, present.since, Date.now(), { type: ['volume'], event: ['destroy'] });
  const gone = present.names.filter((name) => removed.some((event) => event.Actor.ID === name));
  if (gone.length === 0) return;
  await container.remove({ force: true, v: true });
  // Somebody else may use it by now; then Docker refuses and it stays.
  await Promise.allSettled(gone.map((name) => docker.getVolume(name).remove()));
  throw fail('docker.volume-gone', { volume: gone.join(', ') });
}
