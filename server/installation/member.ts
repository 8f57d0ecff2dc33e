import type { SeenContainer, SeenVolume } from './endpoint.ts';
import type { Member } from './installation.ts';
import { mountsOf } from './mounts.ts';

/** A container as a member of an installation, with its mounts told by volume. */
export function memberOf(container: SeenContainer, reason: string, volumes: readonly SeenVolume[]): Member {
  const { id, name, image, labels, running, paused, startedAt } = container;
  const service = labels['com.docker.compose.service'] ?? name;
  return {
    ...{ id, service, name, image, labels, running, paused, startedAt, reason },
    mounts: mountsOf(container, volumes),
  };
}
