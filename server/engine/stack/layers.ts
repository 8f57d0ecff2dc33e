import type { ManifestVolume } from '../../archive/manifest.ts';
import { hostPathOf, type Mount } from '../../docker/index.ts';
import type { StackLayer } from '../../helper/protocol.ts';
import type { EngineDeps } from '../dependencies.ts';

/** A volume's layers as files that a helper sees, each mounted by itself: it sees no other layer of the store. */
export async function stackOf(
  deps: Pick<EngineDeps, 'docker' | 'store'>,
  volume: ManifestVolume,
): Promise<{ mounts: Mount[]; layers: StackLayer[] }> {
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

/**
 * How much a stack may unfold to. Its layers write again what earlier ones hold, and may have held what is gone since, so
 * it is more than what comes out of it; what a delete list names was an entry of an earlier layer.
 */
export function limitsOf({ bytes, files, layers }: ManifestVolume): { limitBytes: number; limitEntries: number } {
  const slackBytes = 256 * 1024 * 1024;
  const content = layers.reduce((sum, layer) => sum + (layer.content ?? bytes), bytes);
  const entries = layers.reduce((sum, layer) => sum + layer.entries, 0);
  return { limitBytes: content + slackBytes, limitEntries: Math.max(2 * entries, files) + 1000 };
}
