import { expect, test } from 'vitest';
import { together } from './together.ts';

test('throws the first error only after all the others have ended', async () => {
  const slow = Promise.withResolvers<void>();
  let ended = false;
  const all = together([
    Promise.reject(new Error('first')),
    slow.promise.then(() => {
      ended = true;
    }),
  ]);
  const seen = all.catch((error: Error) => ({ message: error.message, ended }));
  await Promise.resolve();
  slow.resolve();
  expect(await seen).toEqual({ message: 'first', ended: true });
});

test('answers in the order asked for', async () => {
  expect(await together([Promise.resolve(1), Promise.resolve('b')])).toEqual([1, 'b']);
});
