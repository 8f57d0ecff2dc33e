import { type Helper, startHelper } from '../../../docker/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import type { Place } from '../names.ts';
import { countLimitMs } from './count-limit.ts';
import type { FactsSpec } from './facts.ts';
import { placeOf } from './place.ts';

/** What an ordinary user may still write in a file system. `device` tells which volumes share one. */
export type Space = { bytes: number; inodes: number; device: string };

export type VolumeSpace = {
  name: string;
  space: Space;
  /** What the live folder is: only a plain one can be renamed. */
  kind: 'folder' | 'mount' | 'link' | 'other' | null;
  /** It is on another file system than its directory, or `space` is that of the file system it is on. */
  ownFileSystem: boolean;
};

/** What a volume holds now: all entries, apparent size. */
export type Held = { files: number; bytes: number };

export type VolumeFacts = {
  /** Of the volumes to be swapped that are there. */
  volumes: VolumeSpace[];
  /** By name, those left alone too; without those that could not be counted in time. */
  held: ReadonlyMap<string, Held>;
  /** Null when the database's data stands in no volume. */
  databaseSpace: Space | null;
};

/** Looks at the volumes' directories through a helper that can't write to them. */
export async function measureVolumes(
  deps: EngineDeps,
  { job, installation, volumes }: FactsSpec,
): Promise<VolumeFacts> {
  const swapped = volumes.targets.flatMap(({ live, place }) => (live && place ? [{ name: live.name, place }] : []));
  const left = volumes.left.map((volume, index) => ({ name: volume.name, place: placeOf(volume, index) }));
  const counted = [...swapped, ...left];
  const database = installation.volumes.find(({ role }) => role === 'database');
  const seen = database ? [...counted, { name: database.name, place: placeOf(database, 0) }] : counted;
  if (seen.length === 0) return { volumes: [], held: new Map(), databaseSpace: null };
  await using helper = await startHelper(deps, {
    job,
    role: 'look',
    mounts: seen.map(({ name, place }) => ({
      kind: 'bind',
      source: place.directory,
      target: `/v/${name}`,
      readOnly: true,
    })),
    capabilities: ['DAC_READ_SEARCH'],
  });
  const signal = AbortSignal.timeout(countLimitMs);
  const [spaces, held, databaseSpace] = await Promise.all([
    Promise.all(swapped.map((volume) => spaceIn(helper, volume))),
    Promise.all(counted.map((volume) => heldIn(helper, volume, signal))),
    database ? spaceOf(helper, `/v/${database.name}`) : null,
  ]);
  return { volumes: spaces, held: new Map(held.flat()), databaseSpace };
}

type Placed = { name: string; place: Place };

const spaceOf = (helper: Helper, path: string): Promise<Space> => helper.order('swap.space', { path });

async function spaceIn(helper: Helper, { name, place: { live } }: Placed): Promise<VolumeSpace> {
  const beside = await spaceOf(helper, `/v/${name}`);
  const inside = await spaceOf(helper, `/v/${name}/${live}`).catch(() => null);
  const { kind } = await helper.order('swap.kind', { volume: name, name: live, live });
  const ownFileSystem = inside !== null && inside.device !== beside.device;
  return { name, space: ownFileSystem ? inside : beside, kind, ownFileSystem };
}

async function heldIn(helper: Helper, { name, place }: Placed, signal: AbortSignal): Promise<[string, Held][]> {
  try {
    const { entries, bytes } = await helper.order('tree.measure', { root: `/v/${name}/${place.live}` }, { signal });
    return [[name, { files: entries, bytes }]];
  } catch {
    return [];
  }
}
