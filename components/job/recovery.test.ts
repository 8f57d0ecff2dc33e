import { expect, it } from 'vitest';
import { recoveryOf } from './recovery.ts';

const text = 'It found the restored side live.';

it.each([
  ['a restore whose new side is live', { state: 'succeeded', side: 'new' }, 'finished'],
  ['a restore whose old side is live', { state: 'failed', side: 'old' }, 'takenBack'],
  ['a backup', { state: 'failed', side: null }, 'cleanedUp'],
] as const)('the next start tells what it made of %s', (_, end, recovery) => {
  expect(recoveryOf({ ...end, recovered: text })).toBe(recovery);
  expect(recoveryOf({ ...end, recovered: null })).toBeNull();
});

it('claims nothing of a job that the next start could not decide', () => {
  expect(recoveryOf({ state: 'interrupted', side: null, recovered: text })).toBeNull();
});
