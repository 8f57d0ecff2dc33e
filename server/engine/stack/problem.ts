import type { JobId } from '../../archive/ids.ts';
import type { ManifestVolume } from '../../archive/manifest.ts';
import { hostPathOf, startHelper } from '../../docker/index.ts';
import type { StoredArchive } from '../../storage/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { limitsOf, stackOf } from './layers.ts';

export type CheckSpec = { job: JobId; archive: StoredArchive; volume: ManifestVolume; signal: AbortSignal };

/** Re-reads a volume's stack wholly, against its hashes and its fingerprint. @returns what is wrong with it; null when it is sound */
export async function problemOf(deps: EngineDeps, { job, archive, volume, signal }: CheckSpec): Promise<string | null> {
  const { mounts, layers } = await stackOf(deps, volume);
  const source = await hostPathOf(deps.docker, archive.locate(volume.fingerprint));
  await using helper = await startHelper(deps, {
    job,
    role: 'verify',
    mounts: [{ kind: 'bind', source, target: '/fingerprint.zst', readOnly: true }, ...mounts],
    capabilities: ['DAC_OVERRIDE'],
  });
  const stack = { layers, fingerprint: '/fingerprint.zst', ...limitsOf(volume) };
  const { problems } = await helper.order('stack.check', stack, { signal });
  const [first] = problems;
  return first ? `${first.code}: ${first.text}` : null;
}
