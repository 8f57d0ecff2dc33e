import { z } from 'zod';
import type { JobId } from '../../archive/ids.ts';
import { sweepHelpers } from '../../docker/index.ts';
import type { Progress } from '../../jobs/contract.ts';
import { journalOf } from '../../store/index.ts';
import { closeIfReleased } from '../backup/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { installationOf } from '../installation-of.ts';
import { clearStaging, letKeptRest } from './live/clear-staging.ts';
import type { SwappedVolume } from './live/containers.ts';
import { type Reach, reach } from './live/reach.ts';
import { bringBackWhatRan } from './live/what-ran.ts';
import { ordinaryPlace, type Place } from './names.ts';
import { type Intent, intentSchema, type Staging, stagingSchema } from './swap/intent.ts';

/**
 * Ends a restore that never came to its swap: what Docker ended meanwhile runs again, what was staged is removed, and the
 * kept side that an undo had opened rests again. Works from the journal alone, so it is the same after an error and after a
 * crash; may be interrupted and called again.
 */
export async function abandon(deps: EngineDeps, job: JobId, progress: Progress): Promise<void> {
  await bringBackWhatRan(deps, job, progress);
  await sweepHelpers(deps, { job });
  const steps = await journalOf(deps.db, job);
  const written = steps.find(({ step }) => step === 'staging');
  if (written) {
    const rolesMade = steps
      .filter(({ step }) => step === 'roles')
      .flatMap(({ data }) => z.array(z.string()).parse(data));
    await clear(deps, stagingSchema.parse(written.data), rolesMade, progress);
  }
  const intent = steps.find(({ step }) => step === 'intent');
  if (intent) await rest(deps, intentSchema.parse(intent.data), progress);
  await closeIfReleased(deps.db, job);
  await deps.store.discard(job);
}

async function clear(deps: EngineDeps, staging: Staging, rolesMade: string[], progress: Progress): Promise<void> {
  const { job, loads } = staging;
  const { reached, there } = await reachWhatIsThere(deps, staging, progress);
  await using _ = reached;
  await clearStaging(deps, reached, { job, volumes: there, loads, rolesMade });
}

async function rest(deps: EngineDeps, intent: Intent, progress: Progress): Promise<void> {
  if (!intent.undoes) return;
  const left = { ...intent, loads: intent.databases.length > 0 };
  const { reached, there } = await reachWhatIsThere(deps, left, progress);
  await using _ = reached;
  await letKeptRest(reached, { ...intent, volumes: there });
}

/** Of a staging: with the place that was found for it; of an intent: with its place in itself. */
type MaybePlaced = { name: string; place?: Place | null } & Partial<Place>;

type Left<Volume> = { job: JobId; project: string; volumes: Volume[]; loads: boolean };

async function reachWhatIsThere<Volume extends MaybePlaced>(
  deps: EngineDeps,
  left: Left<Volume>,
  progress: Progress,
): Promise<{ reached: Reach; there: (Volume & SwappedVolume)[] }> {
  const { job, project, loads } = left;
  const installation = await installationOf(deps, project);
  const volumes = await present(deps, left.volumes);
  const placeOf = new Map(volumes.map((volume) => [volume.name, volume]));
  const reached = await reach(deps, {
    job,
    server: loads ? installation.server : null,
    folder: await deps.store.prepare(job),
    volumes,
    databases: [],
    progress,
  });
  const there = left.volumes.flatMap((volume) => {
    const place = placeOf.get(volume.name);
    return place ? [{ ...volume, ...place }] : [];
  });
  return { reached, there };
}

/** Those that Docker knows: one that was to be made may not have come to be. */
async function present(deps: EngineDeps, volumes: readonly MaybePlaced[]): Promise<SwappedVolume[]> {
  const listed = await deps.docker.listVolumes();
  const mountpoints = new Map(listed.Volumes.map(({ Name, Mountpoint }) => [Name, Mountpoint]));
  return volumes.flatMap(({ name, place, ...known }) => {
    const mountpoint = mountpoints.get(name);
    if (!mountpoint) return [];
    return [{ name, ...ordinaryPlace(mountpoint), ...place, ...known }];
  });
}
