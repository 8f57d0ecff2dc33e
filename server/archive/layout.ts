import type { ArchiveId } from './ids.ts';
import type { Layer, Manifest } from './manifest.ts';

/** Names of files in an archive's folder, in the shared folder of layers, and in a bundle. */

export const manifestName = 'manifest.json';
export const signatureName = 'manifest.json.sig';
export const sumsName = 'SHA256SUMS';
export const readmeName = 'README';
export const scriptName = 'restore.sh';
export const evidenceName = 'evidence.json';
export const clusterName = 'database/cluster.json';
export const globalsName = 'database/globals.sql';
export const composeName = 'installation/docker-compose.yml';
export const environmentName = 'installation/.env';

/** Written by whoever holds the archive, never taken over from an upload. */
export const aidNames: readonly string[] = [readmeName, scriptName];

/** A file with its size and its hash. Paths are relative to the archive's folder. */
export type FileRecord = { path: string; bytes: number; sha256: string };

/** A file of the shared folder of layers. */
export type LayerRef = { kind: LayerKind; bytes: number; sha256: string };
export type LayerKind = 'tar' | 'delete';

/** `<sha256>.tar.zst` or `<sha256>.delete.zst`. */
export function layerName(kind: LayerKind, sha256: string): string {
  return `${sha256}.${kind}.zst`;
}

/** Whether a name of the layers' folder is one that Holdfast gives. */
export function isLayerName(name: string): boolean {
  return /^[0-9a-f]{64}\.(?:tar|delete)\.zst$/.test(name);
}

export function fingerprintName(volume: string): string {
  return `fingerprints/${volume}.zst`;
}

/** Every layer file an archive names, each once, in the order of its volumes. */
export function layersOf(manifest: Pick<Manifest, 'volumes'>): LayerRef[] {
  const all = manifest.volumes.flatMap((volume) => volume.layers.flatMap(layerRefs));
  return [...new Map(all.map((ref) => [layerName(ref.kind, ref.sha256), ref])).values()];
}

/** Bytes that an archive added to the store when it was made: its own files, and the layers no earlier archive had. */
export function addedBytes({ files, volumes }: Manifest): number {
  const added = volumes.map((volume) => ({ layers: volume.layers.slice(volume.base?.layers ?? 0) }));
  const sum = (sizes: readonly { bytes: number }[]) => sizes.reduce((total, { bytes }) => total + bytes, 0);
  return sum(files) + sum(added.flatMap(({ layers }) => layers.flatMap(layerRefs)));
}

/** The files of one step of a stack: what it deletes first, then what it extracts. */
export function layerRefs(layer: Layer): LayerRef[] {
  return [
    ...(layer.deletes === null ? [] : [{ kind: 'delete' as const, ...layer.deletes }]),
    ...(layer.tar === null ? [] : [{ kind: 'tar' as const, ...layer.tar }]),
  ];
}

/** Top folder of a bundle and, with `.tar`, its file name: safe as a file name whatever a manifest calls its project. */
export function bundleTop(manifest: { project: string; id: ArchiveId }): string {
  const project = manifest.project.replaceAll(/[^A-Za-z0-9_-]/g, '_').slice(0, 64) || 'archive';
  return `${project.replace(/^-+/, '_')}-${manifest.id}`;
}

export function bundleName(manifest: { project: string; id: ArchiveId }): string {
  return `${bundleTop(manifest)}.tar`;
}
