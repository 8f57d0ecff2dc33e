import { expect, test } from 'vitest';
import { halvesOf } from './pair.ts';

test('a backup is whole when files and rows name the same services, in whatever order', () => {
  expect(halvesOf({ files: ['a', 'b'], rows: ['b', 'a'] })).toEqual([]);
});

test('each half of an operation is named', () => {
  expect(halvesOf({ files: ['a', 'b'], rows: ['a', 'c'] })).toEqual([
    'b has files and no row',
    'c has a row and no files',
  ]);
});
