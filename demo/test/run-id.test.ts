import { expect, test } from 'vitest';
import { cloneId } from '../clone.ts';
import { isLeftOver, testOwner } from './run-id.ts';

test('what a living run made is not left over until that run says so', () => {
  const owner = testOwner('ab12');
  const pid = Number(owner.split('-')[2]);
  expect(isLeftOver(owner)).toBe(false);
  expect(isLeftOver(owner, pid)).toBe(true);
});

test('what a dead run made is left over; the demo itself and other clones never are', () => {
  expect(isLeftOver(`${cloneId}-test-4194304999-ab12`)).toBe(true);
  expect(isLeftOver(cloneId)).toBe(false);
  expect(isLeftOver('0123456789ab-test-1-ab12', 1)).toBe(false);
});
