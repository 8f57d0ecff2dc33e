import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNames } from './agreement.ts';

const names = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 40 });

test('holds exactly when both sides name the same, in whatever order', () => {
  fc.assert(
    fc.property(names, names, (files, rows) => {
      const same = files.toSorted().join('\0') === rows.toSorted().join('\0');
      expect(compareNames(files, rows).holds).toBe(same);
      expect(compareNames(files, files.toReversed()).holds).toBe(true);
    }),
  );
});

test('counts and names what only one side has', () => {
  expect(compareNames(['a', 'b'], ['b', 'c'])).toEqual({
    holds: false,
    onlyFiles: { count: 1, names: ['a'] },
    onlyRows: { count: 1, names: ['c'] },
    notAsked: null,
  });
});
