import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, inRange, relationOf } from './versions.ts';

describe('versions', () => {
  it('compare as dotted numbers, not as text', () => {
    expect(compareVersions('1.9.2', '1.10.2')).toBeLessThan(0);
    expect(compareVersions('2.0', '10.0')).toBeLessThan(0);
    expect(compareVersions('1.10', '1.10.0')).toBe(0);
    expect(compareVersions('v1.10.2-rc1', '1.10.2')).toBe(0);
  });

  it('that are no numbers compare to nothing but themselves', () => {
    expect(compareVersions('latest', '1.0')).toBeNull();
    expect(relationOf('latest', 'latest')).toBe('same');
    expect(relationOf('latest', 'edge')).toBeNull();
  });

  it('order totally', () => {
    const version = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        const sign = (left: string, right: string) => Math.sign(compareVersions(left, right) ?? Number.NaN);
        expect(sign(a, b) + sign(b, a)).toBe(0);
        if (sign(a, b) <= 0 && sign(b, c) <= 0) expect(sign(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('a range', () => {
  it.each([
    ['1.9.2', '<1.10', true],
    ['1.10.0', '<1.10', false],
    ['1.10.2', '>=1.10 <2', true],
    ['2.0', '>=1.10 <2', false],
    ['1.9', '=1.9.0', true],
    ['1.9', '1.9', true],
    ['1.9.1', '>1.9 <=1.9.1', true],
    ['anything', '*', true],
    ['latest', '<9', false],
  ])('has %s in %s: %s', (version, range, within) => {
    expect(inRange(version, range)).toBe(within);
  });
});

describe('the relation of an archive to its target', () => {
  it('says which of the two is older', () => {
    expect(relationOf('1.9.2', '1.10.2')).toBe('older-archive');
    expect(relationOf('1.10.2', '1.9.2')).toBe('newer-archive');
    expect(relationOf('1.10', '1.10.0')).toBe('same');
  });
});
