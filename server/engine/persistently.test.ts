import { expect, it } from 'vitest';
import { persistently } from './persistently.ts';

it('goes on until it works', async () => {
  let failures = 2;
  const work = async () => {
    if (failures-- > 0) throw new Error('not yet');
    return 'done';
  };
  expect(await persistently(work, { forMs: 60_000, everyMs: 1 })).toBe('done');
});

it('gives up with the last reason when its time is over', async () => {
  const work = async () => {
    throw new Error('never');
  };
  await expect(persistently(work, { forMs: 0, everyMs: 1 })).rejects.toThrow('never');
});

it('does not try again what is hopeless', async () => {
  let tries = 0;
  const work = async () => {
    tries += 1;
    throw new Error('no');
  };
  await expect(persistently(work, { forMs: 60_000, everyMs: 1, when: () => false })).rejects.toThrow('no');
  expect(tries).toBe(1);
});
