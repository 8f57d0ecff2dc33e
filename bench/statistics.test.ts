import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ratioOf, spreadOf } from './statistics.ts';

it('takes the middle of an odd number and the mean of the two middle ones of an even number', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3, count: 3 });
  expect(spreadOf([4, 1, 2, 3]).median).toBe(2.5);
});

it('puts the median between the ends whatever was measured', () => {
  fc.assert(
    fc.property(fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (values) => {
      const { median, least, most } = spreadOf(values);
      expect(median).toBeGreaterThanOrEqual(least);
      expect(median).toBeLessThanOrEqual(most);
    }),
  );
});

it('compares round by round', () => {
  expect(ratioOf([1, 10], [2, 20])).toEqual({ median: 0.5, least: 0.5, most: 0.5, count: 2 });
});

it('refuses to speak of nothing', () => {
  expect(() => spreadOf([])).toThrow('Nothing was measured');
});
