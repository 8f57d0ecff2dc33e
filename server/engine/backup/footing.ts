import { basename } from 'node:path';
import { layerRefs } from '../../archive/layout.ts';
import type { ManifestVolume } from '../../archive/manifest.ts';
import { HoldfastError } from '../../errors/error.ts';
import type { InstallationVolume } from '../../installation/index.ts';
import type { StoredArchive } from '../../storage/index.ts';
import { listJobs } from '../../store/index.ts';
import { originOf } from '../catalogue.ts';
import type { EngineDeps } from '../dependencies.ts';
import type { Footing } from './capture.ts';
import type { BackupRun } from './run.ts';

/** A stack has so many layers at most: extracting and checking go through each. */
export const mostLayers = 20;

/** What a backup adds to a stack at most: the copy, and the freeze's delta. */
const added = 2;

/** What a backup's layers are put on. */
export type Ground = { base: StoredArchive | null; footing(volume: InstallationVolume): Footing };

/** Looks whether this backup can go on from the last archive, and keeps what it goes on from in the store. */
export async function findGround(deps: EngineDeps, run: BackupRun, last: StoredArchive | null): Promise<Ground> {
  const why = await whyFull(deps, run, last);
  const base = why === null && last !== null ? await keep(deps, run, last) : null;
  if (base === null) return onNothing(why ?? 'the last archive was deleted meanwhile');
  const volumes = new Map(base.manifest.volumes.map((volume) => [volume.name, volume]));
  return { base, footing: ({ name }) => footingOf(base, volumes.get(name)) };
}

function onNothing(why: string): Ground {
  return { base: null, footing: () => ({ base: null, why }) };
}

/** Why no volume can go on from the last archive; null when that is each volume's own question. */
async function whyFull(deps: EngineDeps, run: BackupRun, last: StoredArchive | null): Promise<string | null> {
  if (run.args.full) return 'asked for';
  if (last === null) return 'there is no earlier archive to go on from';
  if (originOf(deps, last) !== 'here') return 'the last archive was made elsewhere';
  return (await wasRestoredSince(deps, run, last)) ? 'the installation was restored since the last archive' : null;
}

/** Also one that failed or is not decided yet. The restore whose safety backup this is has changed nothing so far. */
async function wasRestoredSince({ db }: EngineDeps, run: BackupRun, last: StoredArchive): Promise<boolean> {
  for (const kind of ['restore', 'undo'] as const) {
    const [newest] = (await listJobs(db, { project: run.args.project, kind, limit: 2 })).filter(
      ({ id, startedAt }) => id !== run.journal && startedAt !== null,
    );
    if (newest && (newest.finishedAt ?? '9') > last.manifest.createdAt) return true;
  }
  return false;
}

async function keep({ store }: EngineDeps, run: BackupRun, last: StoredArchive): Promise<StoredArchive | null> {
  try {
    return await store.restOn(run.job, last.id);
  } catch (error) {
    const gone = error instanceof HoldfastError && ['archive.unknown', 'archive.broken'].includes(error.code);
    if (gone) return null;
    throw error;
  }
}

function footingOf({ manifest }: StoredArchive, volume: ManifestVolume | undefined): Footing {
  if (!volume?.resume) return { base: null, why: 'the last archive does not hold this volume' };
  const why = whyAnew(volume);
  if (why !== null) return { base: null, why };
  const sha256 = manifest.files.find(({ path }) => path === volume.fingerprint)?.sha256 ?? '';
  const { cleanNs, ...identity } = volume.resume;
  return { base: { fingerprint: { path: `/out/base/${basename(volume.fingerprint)}`, sha256 }, cleanNs, identity } };
}

/** A stack that is long, or whose changes outweigh what they change, costs more than a new full layer. */
export function whyAnew({ layers, bytes }: Pick<ManifestVolume, 'layers' | 'bytes'>): string | null {
  if (layers.length + added > mostLayers) return `the stack has ${layers.length} layers`;
  const [full = 0, ...deltas] = layers.map((layer) => layerRefs(layer).reduce((sum, file) => sum + file.bytes, 0));
  if (deltas.reduce((sum, each) => sum + each, 0) > full / 2) return 'its changes have passed half of the full layer';
  return (layers[0]?.content ?? 0) > 2 * bytes + freeOfCharge
    ? 'most of the full layer is not in the volume any more'
    : null;
}

/** Below this nobody minds what a stack holds in vain. */
const freeOfCharge = 16 * 1024 * 1024;
