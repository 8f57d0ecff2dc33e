import { describe, expect, it } from 'vitest';
import { choicesIn, screenAddress } from './choices.ts';

describe('the choices of the preflight', () => {
  it.each([
    { leaveStopped: false, trustForeign: false },
    { leaveStopped: true, trustForeign: false },
    { leaveStopped: true, trustForeign: true },
  ])('come back from the address they went into: %o', (choices) => {
    const address = new URL(screenAddress('20261124-110152-3f9c', 'plan', choices), 'http://holdfast.test');
    expect(address.pathname).toBe('/restore/20261124-110152-3f9c/plan');
    expect(choicesIn(address.searchParams)).toEqual(choices);
  });
});
