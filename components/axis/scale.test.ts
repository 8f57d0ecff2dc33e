import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { around, clip, position, roundMoments } from './scale.ts';

const span = fc
  .tuple(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 1, max: 86_400_000 }))
  .map(([from, length]) => ({ from, to: from + length }));

describe('the scale of the time axis', () => {
  it('draws to scale: 412 ms of 157 s are 0.26 per cent', () => {
    const whole = { from: 0, to: 157_000 };
    expect(position(whole, 412) - position(whole, 0)).toBeCloseTo(0.262, 3);
  });

  it('keeps order and ends', () => {
    fc.assert(
      fc.property(span, fc.double({ min: 0, max: 1, noNaN: true }), (s, share) => {
        const at = s.from + (s.to - s.from) * share;
        expect(position(s, s.from)).toBe(0);
        expect(position(s, s.to)).toBeCloseTo(100, 6);
        expect(position(s, at)).toBeGreaterThanOrEqual(-1e-6);
        expect(position(s, at)).toBeLessThanOrEqual(100 + 1e-6);
      }),
    );
  });

  it('gives round moments within the span, no more than asked for, evenly spaced', () => {
    fc.assert(
      fc.property(span, fc.integer({ min: 2, max: 8 }), (s, most) => {
        const moments = roundMoments(s, most);
        expect(moments.length).toBeLessThanOrEqual(most + 1);
        const gaps = moments.slice(1).map((at, index) => at - (moments[index] ?? 0));
        expect(new Set(gaps).size).toBeLessThanOrEqual(1);
        for (const at of moments) expect(at >= s.from && at <= s.to).toBe(true);
      }),
    );
  });

  it('counts from the origin it is given', () => {
    expect(roundMoments({ from: 17, to: 430 }, 5, 17)).toEqual([17, 117, 217, 317, 417]);
  });

  it('puts what is enlarged in the middle, with its share of the width', () => {
    const wide = around({ from: 100, to: 178 }, 0.78);
    expect(position(wide, 100)).toBeCloseTo(11, 6);
    expect(position(wide, 178)).toBeCloseTo(89, 6);
  });

  it('cuts what reaches beyond', () => {
    expect(clip({ from: 0, to: 10 }, { from: -5, to: 4 })).toEqual({ from: 0, to: 4 });
    expect(clip({ from: 0, to: 10 }, { from: 11, to: 12 })).toBeNull();
  });
});
