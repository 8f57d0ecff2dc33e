import { expect, test } from 'vitest';
import { bytesOf, countOf, perMinute } from './quantities.ts';

test('sizes are read in binary and decimal units', () => {
  expect(bytesOf('2GiB')).toBe(2 ** 31);
  expect(bytesOf('500 MB')).toBe(500_000_000);
  expect(bytesOf('1.5KiB')).toBe(1536);
  expect(bytesOf('17')).toBe(17);
});

test('rates are read a minute or a second', () => {
  expect(perMinute('30/min')).toBe(30);
  expect(perMinute('0.5/s')).toBe(30);
});

test('what is no quantity is refused with an example', () => {
  expect(() => bytesOf('2 parsecs')).toThrow('2GiB');
  expect(() => perMinute('often')).toThrow('30/min');
  expect(() => perMinute('0/min')).toThrow('30/min');
  expect(() => countOf('0')).toThrow('whole number');
});
