import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeNext, signInAddress } from './sign-out.ts';

describe('the way to the sign-in page and back', () => {
  it('leads back to the page one was on', () => {
    expect(signInAddress('/archives?verdict=changed', null)).toBe('/sign-in?next=%2Farchives%3Fverdict%3Dchanged');
  });

  it('leads to the result of the restore that ended the session', () => {
    const at = '2026-11-25T02:18:04.000Z';
    expect(signInAddress('/', { jobId: 'abc', project: 'connectware', at })).toContain('next=%2Fjobs%2Fabc%2Fresult');
  });

  it('never leads to another site', () => {
    for (const next of [null, '', 'https://example.org', '//example.org', '/\\example.org', 'javascript:alert(1)'])
      expect(safeNext(next)).toBe('/');
    fc.assert(
      fc.property(fc.string(), (next) => {
        expect(new URL(safeNext(next), 'https://holdfast.test').origin).toBe('https://holdfast.test');
      }),
    );
  });
});
