import { type LayerRef, layerName, layerRefs } from '../../archive/layout.ts';
import type { Layer, Manifest, ManifestVolume } from '../../archive/manifest.ts';
import type { Helper } from '../../docker/index.ts';
import type { StackLayer, StackProblem } from '../../helper/protocol.ts';
import type { Progress } from '../../jobs/contract.ts';

/** Where a helper sees an archive: paths inside its mounts. */
export type InHelper = { files: string; layers: string };

export type StackReport = { volume: string; entries: number; bytes: number; problems: StackProblem[] };

/**
 * Re-reads every volume's stack wholly in a helper: hashes, compression, structure, names, and that the outcome is what
 * the fingerprint says. `trusted`: the manifest is of our own making, so its stacks may be as large as they are.
 */
export async function checkStacks(
  helper: Helper,
  manifest: Manifest,
  at: InHelper,
  { trusted, signal, progress }: { trusted: boolean; signal: AbortSignal; progress: Progress },
): Promise<StackReport[]> {
  const reports: StackReport[] = [];
  for (const volume of manifest.volumes) {
    const report = await helper.order(
      'stack.check',
      {
        layers: volume.layers.map((layer) => stackLayer(layer, at.layers)),
        fingerprint: `${at.files}/${volume.fingerprint}`,
        ...limitsOf(volume, trusted),
      },
      { signal, onProgress: ({ bytes, bytesTotal }) => progress.advance({ lane: volume.key, bytes, bytesTotal }) },
    );
    reports.push({ volume: volume.name, ...report });
  }
  return reports;
}

/** A step of a stack as files that the helper sees in `folder`. */
export function stackLayer(layer: Layer, folder: string): StackLayer {
  const file = (kind: LayerRef['kind'], of: Layer['tar']) =>
    of === null ? null : { path: `${folder}/${layerName(kind, of.sha256)}`, sha256: of.sha256, bytes: of.bytes };
  return { tar: file('tar', layer.tar), deletes: file('delete', layer.deletes) };
}

/**
 * How much a stack of somebody else's may unfold to: generously more than the manifest claims, or than anything but a
 * bomb compresses to. Reading fills no disk; the limit keeps it from going on for days.
 */
function limitsOf(volume: ManifestVolume, trusted: boolean): { limitBytes: number; limitEntries: number } {
  if (trusted) return { limitBytes: Number.MAX_SAFE_INTEGER, limitEntries: Number.MAX_SAFE_INTEGER };
  const stored = volume.layers.flatMap(layerRefs).reduce((total, layer) => total + layer.bytes, 0);
  const entries = volume.layers.reduce((total, layer) => total + layer.entries, 0);
  return {
    limitBytes: Math.min(Math.max(volume.bytes * 21 + 2 ** 30, stored * 200), Number.MAX_SAFE_INTEGER),
    limitEntries: Math.min(2 * entries + volume.files, Number.MAX_SAFE_INTEGER),
  };
}
