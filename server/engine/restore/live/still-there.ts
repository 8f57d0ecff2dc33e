import { isNotFound } from '../../../docker/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { standsAt } from '../look/place.ts';
import type { SwapVolume } from '../swap/intent.ts';

/**
 * Whether a volume is still the one that was swapped: `docker volume rm` takes the kept folder along.
 * @throws what Docker says where it does not answer: then nobody knows, and what is kept there is not forgotten
 */
export async function isStillThere({ docker }: Pick<EngineDeps, 'docker'>, volume: SwapVolume): Promise<boolean> {
  try {
    return standsAt(await docker.getVolume(volume.name).inspect(), volume);
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
