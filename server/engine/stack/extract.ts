import type { JobId } from '../../archive/ids.ts';
import type { ManifestVolume } from '../../archive/manifest.ts';
import { type Mount, startHelper } from '../../docker/index.ts';
import type { Orders } from '../../helper/protocol.ts';
import type { Progress } from '../../jobs/contract.ts';
import type { StoredArchive } from '../../storage/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { stackOf } from './layers.ts';

/** What tar needs to give files back their owners, modes, capabilities and kinds. */
export const extracting = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'SETFCAP', 'MKNOD'] as const;

export type ExtractSpec = {
  job: JobId;
  archive: StoredArchive;
  volume: ManifestVolume;
  /** What becomes the volume's root: an empty folder or volume. `target` is set here. */
  into: DistributiveOmit<Mount, 'target' | 'readOnly'>;
  progress: Progress;
  signal: AbortSignal;
};

type DistributiveOmit<Each, Keys extends PropertyKey> = Each extends unknown ? Omit<Each, Keys> : never;

/**
 * Extracts a volume's stack into an empty place and compares it with the fingerprint: what a restore stages with and what
 * a rehearsal tries. The archive may be hostile: the helper sees that place, the layers and nothing else.
 * @throws `docker.helper-failed` when the stack must not or cannot be extracted
 */
export async function extractVolume(
  deps: EngineDeps,
  { job, archive, volume, into, progress, signal }: ExtractSpec,
): Promise<Orders['extract.stack']['result']> {
  const { mounts, stack } = await stackOf(deps, archive, volume);
  await using helper = await startHelper(deps, {
    job,
    role: 'extract',
    mounts: [{ ...into, target: '/staging', readOnly: false }, ...mounts],
    capabilities: [...extracting],
  });
  return await helper.order(
    'extract.stack',
    { root: '/staging', ...stack },
    { signal, onProgress: (numbers) => progress.advance({ lane: volume.key, ...numbers }) },
  );
}
