import type { ManifestCore } from './readme.ts';

/** Text of restore.sh in every archive. */
export function restoreScript(_manifest: ManifestCore): string {
  throw new Error('not built yet');
}
