import type { ManifestVolume } from '../../../archive/manifest.ts';
import type { Helper } from '../../../docker/index.ts';
import { fail } from '../../../errors/error.ts';
import type { StoredArchive } from '../../../storage/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { type ExtractPlace, startExtractor } from '../../stack/extract.ts';
import { labelsOfNew, type VolumeTarget } from '../look/targets.ts';
import { listFile, ordinaryPlace, type Place, stagedFolder } from '../names.ts';
import type { RestoreRun } from '../run.ts';
import type { SwapVolume } from '../swap/intent.ts';

/** A volume that is on the host, with the directory in which old and new stand side by side. */
export type ReadyVolume = { target: VolumeTarget; name: string } & Place;

/** Makes the volumes that are gone, with what the archive knows of them. */
export async function readyVolumes(
  deps: EngineDeps,
  project: string,
  targets: readonly VolumeTarget[],
): Promise<ReadyVolume[]> {
  const ready: ReadyVolume[] = [];
  for (const target of targets) {
    const place = target.place ?? ordinaryPlace(await make(deps, project, target));
    ready.push({ target, name: target.name, ...place });
  }
  return ready;
}

async function make(deps: EngineDeps, project: string, target: VolumeTarget): Promise<string> {
  const { driver, options } = target.archived;
  await deps.docker.createVolume({
    Name: target.name,
    Driver: driver,
    DriverOpts: options,
    Labels: labelsOfNew(target, project),
  });
  return (await deps.docker.getVolume(target.name).inspect()).Mountpoint;
}

export type StagedVolume = {
  swap: SwapVolume;
  archived: ManifestVolume;
  entries: number;
  differences: { count: number; names: string[] };
};

type Deps = EngineDeps & { swap: Helper; archive: StoredArchive; own: boolean };

/** Extracts the stacks of some volumes, one after another, each beside its live folder, and compares them with their fingerprints. */
export async function stageVolumes(
  deps: Deps,
  run: RestoreRun,
  volumes: readonly ReadyVolume[],
  signal: AbortSignal,
): Promise<StagedVolume[]> {
  const made: (Pick<StagedVolume, 'swap' | 'archived'> & { place: ExtractPlace })[] = [];
  for (const volume of volumes) made.push(await makeFolder(deps.swap, run, volume));
  const { archive, own } = deps;
  const places = made.map(({ place }) => place);
  await using extractor = await startExtractor(deps, { job: run.job, archive, places, own });
  const staged: StagedVolume[] = [];
  for (const { swap, archived, place } of made) {
    const { entries, differences } = await extractor.extract(place, { progress: run.progress, signal });
    const [of, into] = [stagedFolder(run.job, swap), listFile(run.job, swap)];
    await deps.swap.order('swap.list', { volume: swap.name, of, into }, { signal });
    staged.push({ swap, archived, entries, differences });
  }
  return staged;
}

async function makeFolder(helper: Helper, { job }: RestoreRun, { target, name, directory, live, tag }: ReadyVolume) {
  const { archived } = target;
  const staged = stagedFolder(job, { tag });
  const { inode: newInode } = await helper.order('swap.make', { volume: name, name: staged });
  const { inodes } = await helper.order('swap.look', { volume: name, names: [live], live });
  const [oldInode] = inodes;
  if (!oldInode) throw fail('restore.volume-broken', { volume: name });
  const swap = { name, key: archived.key, directory, live, tag, made: target.live === null, oldInode, newInode };
  const into = { kind: 'bind' as const, source: `${directory}/${staged}` };
  return { swap, archived, place: { volume: archived, into } };
}
