import { dirname } from 'node:path';
import type { ManifestVolume } from '../../../archive/manifest.ts';
import { type Helper, hostPathOf, type Mount, startHelper } from '../../../docker/index.ts';
import { fail } from '../../../errors/error.ts';
import type { StackLayer } from '../../../helper/protocol.ts';
import type { StoredArchive } from '../../../storage/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { labelsOfNew, type VolumeTarget } from '../look/targets.ts';
import { dataFolder, stagedFolder } from '../names.ts';
import type { RestoreRun } from '../run.ts';
import type { SwapVolume } from '../swap/intent.ts';

/** A volume that is on the host, with the directory in which old and new stand side by side. */
export type ReadyVolume = { target: VolumeTarget; name: string; directory: string };

/** Makes the volumes that are gone, with what the archive knows of them. */
export async function readyVolumes(
  deps: EngineDeps,
  project: string,
  targets: readonly VolumeTarget[],
): Promise<ReadyVolume[]> {
  const ready: ReadyVolume[] = [];
  for (const target of targets) {
    const mountpoint = target.live?.mountpoint ?? (await make(deps, project, target));
    ready.push({ target, name: target.name, directory: dirname(mountpoint) });
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
  { target, name, directory }: ReadyVolume,
  signal: AbortSignal,
): Promise<StagedVolume> {
  const { archived } = target;
  const { inode: newInode } = await deps.swap.order('swap.make', { volume: name, name: stagedFolder(run.job) });
  const { inodes } = await deps.swap.order('swap.look', { volume: name, names: [dataFolder] });
  const [oldInode] = inodes;
  if (!oldInode) throw fail('restore.volume-broken', { volume: name });
  const { mounts, layers } = await stackOf(deps, archived);
  await using helper = await startHelper(deps, {
    job: run.job,
    role: 'extract',
    mounts: [
      { kind: 'bind', source: `${directory}/${stagedFolder(run.job)}`, target: '/staging', readOnly: false },
      {
        kind: 'bind',
        source: await hostPathOf(deps.docker, deps.archive.locate(archived.fingerprint)),
        target: '/fingerprint.zst',
        readOnly: true,
      },
      ...mounts,
    ],
    capabilities: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'SETFCAP', 'MKNOD'],
  });
  const { entries, differences } = await helper.order(
    'extract.stack',
    { root: '/staging', layers, fingerprint: '/fingerprint.zst', ...limitsOf(archived) },
    { signal, onProgress: (numbers) => run.progress.advance({ lane: archived.key, ...numbers }) },
  );
  const swap = { name, key: archived.key, directory, made: target.live === null, oldInode, newInode };
  return { swap, archived, entries, differences };
}

/** Deltas write again what the base holds, so a stack is larger than what comes out of it. */
function limitsOf({ bytes, files, layers }: ManifestVolume): { limitBytes: number; limitEntries: number } {
  const slackBytes = 256 * 1024 * 1024;
  const entries = layers.reduce((sum, layer) => sum + layer.entries, 0);
  return { limitBytes: bytes * (layers.length + 1) + slackBytes, limitEntries: Math.max(entries, files) + 1000 };
}

async function stackOf(deps: Deps, volume: ManifestVolume): Promise<{ mounts: Mount[]; layers: StackLayer[] }> {
  const mounts: Mount[] = [];
  const seen = async (kind: 'tar' | 'delete', file: { sha256: string; bytes: number } | null) => {
    if (!file) return null;
    const target = `/layers/${mounts.length}`;
    const source = await hostPathOf(deps.docker, deps.store.layerPath({ kind, sha256: file.sha256 }));
    mounts.push({ kind: 'bind', source, target, readOnly: true });
    return { path: target, sha256: file.sha256, bytes: file.bytes };
  };
  const layers: StackLayer[] = [];
  for (const { tar, deletes } of volume.layers) {
    layers.push({ tar: await seen('tar', tar), deletes: await seen('delete', deletes) });
  }
  return { mounts, layers };
}
