import { fail } from '../../../errors/error.ts';
import type { Look } from './look.ts';

/** @throws `restore.refused` with every finding that refuses, `restore.consent-needed` for another's archive. */
export function refuseWhatMayNot(looked: Look, consent: { acceptForeign: boolean }): void {
  const against = looked.findings.filter(({ level }) => level === 'refuse');
  if (against.length > 0) {
    throw fail('restore.refused', {
      findings: against.map(({ text }) => text).join(' '),
      remedies: against.flatMap(({ remedy }) => remedy ?? []).join(' '),
    });
  }
  if (looked.foreign && !consent.acceptForeign) throw fail('restore.consent-needed', { id: looked.manifest.id });
}
