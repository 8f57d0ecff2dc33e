import type { ManifestVolume } from '../../archive/manifest.ts';
import { hostPathOf, type Mount } from '../../docker/index.ts';
import type { Orders, StackLayer } from '../../helper/protocol.ts';
import type { StoredArchive } from '../../storage/index.ts';
import type { EngineDeps } from '../dependencies.ts';

/**
 * A volume's layers and fingerprint as files that a helper sees, each mounted by itself: it sees nothing else of the store.
 * @param folder where in the helper they stand: a helper may be given those of several volumes
 * @returns what the helper mounts, and the stack as its orders name it
 */
export async function stackOf(
  deps: Pick<EngineDeps, 'docker' | 'store'>,
  archive: StoredArchive,
  volume: ManifestVolume,
  folder = '',
): Promise<{ mounts: Mount[]; stack: Orders['stack.check']['args'] }> {
  const fingerprint = `${folder}/fingerprint.zst`;
  const sealed = await hostPathOf(deps.docker, archive.locate(volume.fingerprint));
  const mounts: Mount[] = [];
  const seen = async (kind: 'tar' | 'delete', file: { sha256: string; bytes: number } | null) => {
    if (!file) return null;
    const target = `${folder}/layers/${mounts.length}`;
    const source = await hostPathOf(deps.docker, deps.store.layerPath({ kind, sha256: file.sha256 }));
    mounts.push({ kind: 'bind', source, target, readOnly: true });
    return { path: target, sha256: file.sha256, bytes: file.bytes };
  };
  const layers: StackLayer[] = [];
  for (const { tar, deletes } of volume.layers) {
    layers.push({ tar: await seen('tar', tar), deletes: await seen('delete', deletes) });
  }
  mounts.push({ kind: 'bind', source: sealed, target: fingerprint, readOnly: true });
  return { mounts, stack: { layers, fingerprint, ...limitsOf(volume) } };
}

/**
 * How much a stack may unfold to. Its layers write again what earlier ones hold, and may have held what is gone since, so
 * it is more than what comes out of it; what a delete list names was an entry of an earlier layer.
 */
function limitsOf({ bytes, files, layers }: ManifestVolume): { limitBytes: number; limitEntries: number } {
  const slackBytes = 256 * 1024 * 1024;
  const content = layers.reduce((sum, layer) => sum + (layer.content ?? bytes), bytes);
  const entries = layers.reduce((sum, layer) => sum + layer.entries, 0);
  return { limitBytes: content + slackBytes, limitEntries: Math.max(2 * entries, files) + 1000 };
}
