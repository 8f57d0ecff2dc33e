import { archive as words } from '../messages/archive.ts';
import type { Evidence, Manifest } from './types.ts';

export type LayerStack = {
  key: string;
  /** Stored bytes of each layer, the full one first; `added` with this archive or there before. */
  layers: { bytes: number; added: boolean }[];
  /** Stored bytes that were there before, and that came with this archive. */
  beforeBytes: number;
  addedBytes: number;
  /** The archive whose stack it goes on from; null: it begins one. */
  base: string | null;
  /** Why it begins one, in words. */
  why: string | null;
};

type Volume = Manifest['volumes'][number];

/** Of which layers each volume is made, and which of them came with this archive. */
export function layerStacks(manifest: Manifest, evidence: Evidence): LayerStack[] {
  return manifest.volumes.map((volume) => {
    const before = volume.base?.layers ?? 0;
    const layers = volume.layers.map((layer, index) => ({ bytes: storedOf(layer), added: index >= before }));
    const sum = (added: boolean) => layers.reduce((all, layer) => all + (layer.added === added ? layer.bytes : 0), 0);
    const full = evidence.volumes.find(({ volume: name }) => name === volume.name)?.full ?? null;
    return {
      key: volume.key,
      layers,
      beforeBytes: sum(false),
      addedBytes: sum(true),
      base: volume.base?.archive ?? null,
      why: volume.base ? null : (full ?? words.layers.begins),
    };
  });
}

export function storedOf({ tar, deletes }: Volume['layers'][number]): number {
  return (tar?.bytes ?? 0) + (deletes?.bytes ?? 0);
}
