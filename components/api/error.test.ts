import { describe, expect, it } from 'vitest';
import { isSignedOut, shownError } from './error.ts';

const report = { code: 'docker.unreachable', title: 'Docker does not answer.', cause: 'Refused.', remedy: 'Start it.' };

describe('an error on a page', () => {
  it('is the report that the server sent with it', () => {
    expect(shownError({ data: { report } })).toEqual(report);
    expect(shownError({ report })).toEqual(report);
  });

  it('says that no answer came when there is no report', () => {
    expect(shownError(new TypeError('fetch failed')).code).toBeNull();
    expect(shownError(undefined).title).toBe('Holdfast does not answer.');
    expect(shownError({ data: { report: { code: 7 } } }).code).toBeNull();
  });

  it('is told apart when it means that the session ended', () => {
    expect(isSignedOut({ data: { report: { ...report, code: 'access.not-signed-in' } } })).toBe(true);
    expect(isSignedOut({ data: { report } })).toBe(false);
  });
});
