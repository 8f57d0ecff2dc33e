import { createHash } from 'node:crypto';
import { aidNames, type FileRecord, layerName, layersOf, manifestName, signatureName } from './layout.ts';
import type { Manifest } from './manifest.ts';

/** What SHA256SUMS is made of. `aids` are README and restore.sh as they stand beside the manifest. */
export type SumsInput = {
  manifest: Manifest;
  manifestText: string;
  signatureText: string;
  aids: readonly FileRecord[];
};

/**
 * Text of SHA256SUMS: every file of a bundle but itself, layers too, sorted by path; `sha256sum -c` reads it. All of it
 * follows from the signed manifest except README and restore.sh, which whoever holds the archive writes anew.
 */
export function sumsText(input: SumsInput): string {
  return fileRecords(input)
    .map((file) => `${file.sha256}  ${file.path}\n`)
    .join('');
}

/** Every file of a bundle but SHA256SUMS, sorted by path. */
export function fileRecords(input: SumsInput): FileRecord[] {
  const { manifest, manifestText, signatureText, aids } = input;
  const layers = layersOf(manifest).map((layer) => ({
    path: `layers/${layerName(layer.kind, layer.sha256)}`,
    bytes: layer.bytes,
    sha256: layer.sha256,
  }));
  const files = [
    recordOf(manifestName, manifestText),
    recordOf(signatureName, signatureText),
    ...aids,
    ...manifest.files.filter((file) => !aidNames.includes(file.path)),
    ...layers,
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Size and hash of a small file whose text is in hand. */
export function recordOf(path: string, text: string): FileRecord {
  const bytes = Buffer.from(text);
  return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
