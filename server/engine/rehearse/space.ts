import type { Manifest } from '../../archive/manifest.ts';
import { type ScratchVolume, startHelper } from '../../docker/index.ts';
import { fail } from '../../errors/error.ts';
import type { EngineDeps } from '../dependencies.ts';
import type { RehearsalRun } from './run.ts';

const spareBytes = 256 * 1024 * 1024;
/** The load leaves write-ahead log as large as itself, up to the server's max_wal_size. */
const largestLogBytes = 1_100_000_000;

/** What building the archive once more takes on Docker's disk. */
export function neededBytes({ volumes, databases }: Pick<Manifest, 'volumes' | 'databases'>): number {
  const files = volumes.reduce((sum, { bytes }) => sum + bytes, 0);
  const rows = databases.reduce((sum, { bytes }) => sum + bytes, 0);
  return files + rows + Math.min(rows, largestLogBytes) + spareBytes;
}

/** @throws `rehearsal.no-space` when Docker's disk has less. Without a volume there is no way to ask. */
export async function refuseWithoutSpace(
  deps: EngineDeps,
  { job, archive, signal }: RehearsalRun,
  volume: ScratchVolume | undefined,
): Promise<void> {
  if (volume === undefined) return;
  await using helper = await startHelper(deps, {
    job,
    role: 'look',
    mounts: [{ kind: 'volume', volume: volume.name, target: '/v', readOnly: true }],
  });
  const { bytes } = await helper.order('swap.space', { path: '/v' }, { signal });
  const needed = neededBytes(archive.manifest);
  if (bytes < needed) throw fail('rehearsal.no-space', { archive: archive.id, needed, free: bytes });
}
