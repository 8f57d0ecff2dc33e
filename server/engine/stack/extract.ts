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

/** A volume of an archive, and what becomes its root: an empty folder or volume. `target` is set here. */
export type ExtractPlace = { volume: ManifestVolume; into: DistributiveOmit<Mount, 'target' | 'readOnly'> };

type DistributiveOmit<Each, Keys extends PropertyKey> = Each extends unknown ? Omit<Each, Keys> : never;

type ExtractorSpec = {
  job: JobId;
  archive: StoredArchive;
  places: readonly ExtractPlace[];
  /** Whether the archive's manifest is signed by our own key. Then it is extracted faster. */
  own?: boolean;
};
type Watched = { progress: Progress; signal: AbortSignal };

/** A helper that extracts the volumes it was started for. */
export type Extractor = AsyncDisposable & {
  /**
   * Extracts a volume's stack into its empty place and compares it with the fingerprint.
   * @throws `docker.helper-failed` when the stack must not or cannot be extracted
   */
  extract(place: ExtractPlace, watched: Watched): Promise<Orders['extract.stack']['result']>;
};

/**
 * Starts one helper for several volumes: starting it takes longer than extracting a small one. The archive may be hostile:
 * the helper sees the empty places, the layers that belong there and nothing else.
 */
export async function startExtractor(
  deps: EngineDeps,
  { job, archive, places, own = false }: ExtractorSpec,
): Promise<Extractor> {
  const mounts: Mount[] = [];
  const orders = new Map<ExtractPlace, Orders['extract.stack']['args']>();
  for (const [index, place] of places.entries()) {
    const root = `/staging/${index}`;
    const given = await stackOf(deps, archive, place.volume, `/archive/${index}`);
    mounts.push({ ...place.into, target: root, readOnly: false }, ...given.mounts);
    orders.set(place, { root, ...given.stack, own });
  }
  const helper = await startHelper(deps, { job, role: 'extract', mounts, capabilities: [...extracting] });
  return {
    async extract(place, { progress, signal }) {
      const order = orders.get(place);
      if (!order) throw new Error(`The helper was not started for ${place.volume.name}.`);
      const onProgress = (numbers: Orders['extract.stack']['progress']) =>
        progress.advance({ lane: place.volume.key, ...numbers });
      return helper.order('extract.stack', order, { signal, onProgress });
    },
    [Symbol.asyncDispose]: () => helper[Symbol.asyncDispose](),
  };
}

type ExtractSpec = Omit<ExtractorSpec, 'places' | 'own'> & ExtractPlace & Watched;

/** Extracts one volume by a helper of its own. */
export async function extractVolume(
  deps: EngineDeps,
  { job, archive, progress, signal, ...place }: ExtractSpec,
): Promise<Orders['extract.stack']['result']> {
  await using extractor = await startExtractor(deps, { job, archive, places: [place] });
  return await extractor.extract(place, { progress, signal });
}
