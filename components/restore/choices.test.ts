import { describe, expect, it } from 'vitest';
import { choicesIn, partNames, screenAddress } from './choices.ts';

describe('the choices of the preflight', () => {
  it.each([
    { leaveStopped: false, trustForeign: false, safetyBackup: true, only: null },
    { leaveStopped: true, trustForeign: false, safetyBackup: false, only: ['database'] },
    { leaveStopped: true, trustForeign: true, safetyBackup: true, only: ['volume=certs', 'volume=a b&c'] },
  ])('come back from the address they went into: %o', (choices) => {
    const address = new URL(screenAddress('20261124-110152-3f9c', 'plan', choices), 'http://holdfast.test');
    expect(address.pathname).toBe('/restore/20261124-110152-3f9c/plan');
    expect(choicesIn(address.searchParams)).toEqual(choices);
  });

  it('name parts as a person reads them', () => {
    expect(partNames(['database'])).toEqual({ database: true, volumes: [] });
    expect(partNames(['volume=certs', 'volume=x=y'])).toEqual({ database: false, volumes: ['certs', 'x=y'] });
  });
});
