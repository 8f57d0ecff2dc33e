import type { Layer, LayerFile, ManifestVolume } from '../../archive/manifest.ts';
import type { StoredFile } from '../../helper/protocol.ts';
import type { StoredArchive } from '../../storage/index.ts';
import type { PreCopied } from './capture.ts';

type Part = { layer: StoredFile | null; deletes: StoredFile | null; entries: number; bytes: number };

/** A volume's layers: those of its base, where it goes on from one, and at most two new ones: the copy and the freeze's delta. */
export function stackOf(
  { volume, copied }: PreCopied,
  delta: Part,
  base: StoredArchive | null,
): Pick<ManifestVolume, 'layers' | 'base'> {
  const { layer, deletes } = copied;
  const added = [...step({ ...copied.copied, layer, deletes }), ...step(delta)];
  if (copied.full !== null) return { layers: added };
  const before = base?.manifest.volumes.find(({ name }) => name === volume.name);
  if (!base || !before) throw new Error(`${volume.name} has no base`);
  return { layers: [...before.layers, ...added], base: { archive: base.id, layers: before.layers.length } };
}

/** None where nothing was copied and nothing removed. */
function step({ layer, deletes, entries, bytes }: Part): Layer[] {
  if (layer === null && deletes === null) return [];
  return [{ tar: layer && nameless(layer), deletes: deletes && nameless(deletes), entries, content: bytes }];
}

function nameless({ sha256, bytes }: StoredFile): LayerFile {
  return { sha256, bytes };
}
