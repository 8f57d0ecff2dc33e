import { expect, it } from 'vitest';
import { sharesOf } from './shares.ts';

const mib = 1024 * 1024;
const share = (lanes: number, ...amounts: [name: string, bytes: number, files: number][]) =>
  sharesOf(amounts, lanes, ([, bytes, files]) => ({ bytes, files })).map((each) => each.map(([name]) => name));

it('deals the largest first, each to the lane that has the least', () => {
  const dealt = share(2, ['small', mib, 1], ['large', 100 * mib, 1], ['middle', 60 * mib, 1], ['next', 50 * mib, 1]);
  expect(dealt).toEqual([
    ['large', 'small'],
    ['middle', 'next'],
  ]);
});

it('counts files too, since many small ones take longer than their bytes', () => {
  expect(share(2, ['bytes', 100 * mib, 1], ['files', 10 * mib, 50_000], ['few', 90 * mib, 1])).toEqual([
    ['files'],
    ['bytes', 'few'],
  ]);
});

it('leaves out lanes that have nothing to do', () => {
  expect(share(2, ['only', 0, 0])).toEqual([['only']]);
  expect(share(2)).toEqual([]);
});
