import { expect, test } from 'vitest';
import { Beside, together } from './together.ts';

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

test('what stands beside each other is disposed of at once, and a failure keeps nobody else', async () => {
  const disposed: string[] = [];
  const slow = Promise.withResolvers<void>();
  const beside = new Beside();
  const held = (name: string, end: () => Promise<void>) => ({
    async [Symbol.asyncDispose]() {
      await end();
      disposed.push(name);
    },
  });
  await beside.keep(Promise.resolve(held('slow', () => slow.promise)));
  await beside.keep(Promise.resolve(held('failing', () => Promise.reject(new Error('failing')))));
  await beside.keep(
    Promise.resolve(
      held('fast', async () => {
        slow.resolve();
      }),
    ),
  );
  await expect(beside[Symbol.asyncDispose]()).rejects.toThrow('failing');
  expect(disposed.toSorted()).toEqual(['fast', 'slow']);
});
