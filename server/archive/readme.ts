import type { Manifest } from './manifest.ts';

/** Text of the README in every archive. */
export function readmeText(_manifest: ManifestCore): string {
  throw new Error('not built yet');
}

/** A manifest before the files that it lists are all known. */
export type ManifestCore = Omit<Manifest, 'files' | 'evidence' | 'key'>;
