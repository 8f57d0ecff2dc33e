import type { ManifestVolume } from '../../../archive/manifest.ts';
import type { Helper } from '../../../docker/index.ts';
import { fail } from '../../../errors/error.ts';
import type { StoredArchive } from '../../../storage/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { extractVolume } from '../../stack/extract.ts';
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

type Deps = EngineDeps & { swap: Helper; archive: StoredArchive };

/**
 * Extracts a volume's stack beside its live folder and compares it with the fingerprint. The archive may be hostile: the
 * helper sees the staging folder, the layers and nothing else.
 */
export async function stageVolume(
  deps: Deps,
  run: RestoreRun,
  { target, name, directory, live, tag }: ReadyVolume,
  signal: AbortSignal,
): Promise<StagedVolume> {
  const { archived } = target;
  const staged = stagedFolder(run.job, { tag });
  const { inode: newInode } = await deps.swap.order('swap.make', { volume: name, name: staged });
  const { inodes } = await deps.swap.order('swap.look', { volume: name, names: [live], live });
  const [oldInode] = inodes;
  if (!oldInode) throw fail('restore.volume-broken', { volume: name });
  const { entries, differences } = await extractVolume(deps, {
    job: run.job,
    archive: deps.archive,
    volume: archived,
    into: { kind: 'bind', source: `${directory}/${staged}` },
    progress: run.progress,
    signal,
  });
  const list = listFile(run.job, { tag });
  await deps.swap.order('swap.list', { volume: name, of: staged, into: list }, { signal });
  const swap = { name, key: archived.key, directory, live, tag, made: target.live === null, oldInode, newInode };
  return { swap, archived, entries, differences };
}
