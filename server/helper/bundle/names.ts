import * as layout from '../../archive/layout.ts';

const plain = new Set<string>([
  layout.manifestName,
  layout.signatureName,
  layout.sumsName,
  layout.readmeName,
  layout.scriptName,
  layout.evidenceName,
  layout.clusterName,
  layout.globalsName,
  layout.composeName,
  layout.environmentName,
]);

const folders = new Set(['', 'database', 'fingerprints', 'installation', 'layers']);

/** Whether a bundle may hold a file of this path, relative to its top folder. */
export function isBundleFile(path: string): boolean {
  if (plain.has(path)) return true;
  if (path.startsWith('layers/')) return layout.isLayerName(path.slice('layers/'.length));
  return (
    /^database\/[A-Za-z0-9_][A-Za-z0-9_.-]{0,200}\.dump\.zst$/.test(path) ||
    /^fingerprints\/[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}\.zst$/.test(path)
  );
}

export function isBundleFolder(path: string): boolean {
  return folders.has(path);
}
