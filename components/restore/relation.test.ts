import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareVersion, majorOf, relationOf } from './relation.ts';

describe('two versions', () => {
  it('compare as numbers, not as text', () => {
    expect(relationOf('1.9.2', '1.10.2')).toBe('older');
    expect(relationOf('1.10.2', '1.9.2')).toBe('newer');
    expect(relationOf('1.10', '1.10.0')).toBe('same');
    expect(relationOf('15.8', '15.8')).toBe('same');
  });

  it('are bared of what a package adds, and compare by major version for PostgreSQL', () => {
    expect(bareVersion('15.18 (Debian 15.18-0+deb12u1)')).toBe('15.18');
    expect(relationOf(majorOf('15.18 (Debian 15.18-0+deb12u1)'), majorOf('15'))).toBe('same');
    expect(majorOf(null)).toBeNull();
  });

  it('are not judged where one is unknown or no number', () => {
    expect(relationOf(null, '1.0')).toBe('unknown');
    expect(relationOf('latest', '1.0')).toBe('differs');
  });

  it('turn round when they change places', () => {
    const version = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
    const turned = { older: 'newer', newer: 'older', same: 'same', differs: 'differs', unknown: 'unknown' };
    fc.assert(
      fc.property(version, version, (one, other) => {
        expect(relationOf(other, one)).toBe(turned[relationOf(one, other)]);
      }),
    );
  });
});
