import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { Orderbook } from './orders.ts';

function conversation() {
  const input = new PassThrough({ encoding: 'utf8' });
  const orders = new Orderbook('test', input);
  return {
    orders,
    said: () =>
      String(input.read() ?? '')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    answer: (line: unknown) => orders.take(JSON.stringify(line)),
  };
}

test('orders run side by side and each gets its own answer', async () => {
  const { orders, said, answer } = conversation();
  const first = orders.order('file.hash', { file: 'a' }, {});
  const second = orders.order('file.hash', { file: 'b' }, {});
  expect(said().map(({ id, order, args }) => [id, order, args.file])).toEqual([
    [1, 'file.hash', 'a'],
    [2, 'file.hash', 'b'],
  ]);
  answer({ id: 2, result: 'of b' });
  answer({ id: 1, result: 'of a' });
  expect([await first, await second]).toEqual(['of a', 'of b']);
});

test('a helper of another version is refused', async () => {
  const { orders, answer } = conversation();
  answer({ hello: 99 });
  await expect(orders.hello).rejects.toThrow('speaks version 99');
});

test('a cancelled order says so to the helper and ends with the reason, even when it had just succeeded', async () => {
  const { orders, said, answer } = conversation();
  const stop = new AbortController();
  const order = orders.order('file.hash', { file: 'a' }, { signal: stop.signal });
  said();
  stop.abort(new Error('enough'));
  expect(said()).toEqual([{ cancel: 1 }]);
  answer({ id: 1, result: 'too late' });
  await expect(order).rejects.toThrow('enough');
});

test('progress reaches the caller, and late lines of a settled order do no harm', async () => {
  const { orders, answer } = conversation();
  const seen: unknown[] = [];
  const order = orders.order('file.hash', { file: 'a' }, { onProgress: (progress) => seen.push(progress) });
  answer({ id: 1, progress: { bytes: 1 } });
  answer({ id: 1, result: null });
  await order;
  answer({ id: 1, progress: { bytes: 2 } });
  expect(seen).toEqual([{ bytes: 1 }]);
});

test('once the program has ended nothing is sent to it any more', async () => {
  const { orders, said } = conversation();
  orders.end(new Error('it is gone'));
  await expect(orders.order('file.hash', { file: 'a' }, {})).rejects.toThrow('it is gone');
  expect(said()).toEqual([]);
});
