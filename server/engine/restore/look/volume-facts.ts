import { dirname } from 'node:path';
import { type Helper, startHelper } from '../../../docker/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { dataFolder } from '../names.ts';
import { countLimitMs } from './count-limit.ts';
import type { FactsSpec } from './facts.ts';

/** What an ordinary user may still write in a file system. `device` tells which volumes share one. */
export type Space = { bytes: number; inodes: number; device: string };

export type VolumeSpace = {
  name: string;
  space: Space;
  /** `_data` is a mount point or leads elsewhere. */
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
  const swapped = volumes.targets.flatMap(({ live }) => (live ? [live] : []));
  const counted = [...swapped, ...volumes.left];
  const database = installation.volumes.find(({ role }) => role === 'database');
  const seen = database ? [...counted, database] : counted;
  if (seen.length === 0) return { volumes: [], held: new Map(), databaseSpace: null };
  await using helper = await startHelper(deps, {
    job,
    role: 'look',
    mounts: seen.map(({ name, mountpoint }) => ({
      kind: 'bind',
      source: dirname(mountpoint),
      target: `/v/${name}`,
      readOnly: true,
    })),
    capabilities: ['DAC_READ_SEARCH'],
  });
  const signal = AbortSignal.timeout(countLimitMs);
  const [spaces, held, databaseSpace] = await Promise.all([
    Promise.all(swapped.map(({ name }) => spaceIn(helper, name))),
    Promise.all(counted.map(({ name }) => heldIn(helper, name, signal))),
    database ? spaceOf(helper, `/v/${database.name}`) : null,
  ]);
  return { volumes: spaces, held: new Map(held.flat()), databaseSpace };
}

const spaceOf = (helper: Helper, path: string): Promise<Space> => helper.order('swap.space', { path });

async function spaceIn(helper: Helper, name: string): Promise<VolumeSpace> {
  const space = await spaceOf(helper, `/v/${name}`);
  const inside = await spaceOf(helper, `/v/${name}/${dataFolder}`).catch(() => null);
  return { name, space, ownFileSystem: inside !== null && inside.device !== space.device };
}

async function heldIn(helper: Helper, name: string, signal: AbortSignal): Promise<[string, Held][]> {
  try {
    const { entries, bytes } = await helper.order('tree.measure', { root: `/v/${name}/${dataFolder}` }, { signal });
    return [[name, { files: entries, bytes }]];
  } catch {
    return [];
  }
}
