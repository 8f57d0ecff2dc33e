import type { JobId } from '../../archive/ids.ts';
import type { ManifestVolume } from '../../archive/manifest.ts';
import { startHelper } from '../../docker/index.ts';
import type { StoredArchive } from '../../storage/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { stackOf } from './layers.ts';

export type CheckSpec = { job: JobId; archive: StoredArchive; volume: ManifestVolume; signal: AbortSignal };

/** Re-reads a volume's stack wholly, against its hashes and its fingerprint. @returns what is wrong with it; null when it is sound */
export async function problemOf(deps: EngineDeps, { job, archive, volume, signal }: CheckSpec): Promise<string | null> {
  const { mounts, stack } = await stackOf(deps, archive, volume);
  await using helper = await startHelper(deps, {
    job,
    role: 'verify',
    mounts,
    capabilities: ['DAC_OVERRIDE'],
  });
  const { problems } = await helper.order('stack.check', stack, { signal });
  const [first] = problems;
  return first ? `${first.code}: ${first.text}` : null;
}
