import { expect, it } from 'vitest';
import { persistently } from './persistently.ts';

it('goes on until it works', async () => {
  let failures = 2;
  const work = async () => {
    if (failures-- > 0) throw new Error('not yet');
    return 'done';
  };
  expect(await persistently(work, 60_000, 1)).toBe('done');
});

it('gives up with the last reason when its time is over', async () => {
  const work = async () => {
    throw new Error('never');
  };
  await expect(persistently(work, 0, 1)).rejects.toThrow('never');
});
