import type { RestoreReport } from '../../contract/restores.ts';

/** What a restore keeps of the old side, in words. */
export function keptInWords(kept: RestoreReport['kept']): string {
  if (!kept) return 'nothing of the old side is kept';
  const parts = [...kept.databases, ...kept.volumes].join(', ');
  return `kept: ${parts}, ${kept.bytes.toLocaleString('en-GB')} bytes`;
}
