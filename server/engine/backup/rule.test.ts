import { expect, test } from 'vitest';
import { agreementOf, disagreementOf, halfDone } from './rule.ts';

const rule = { name: 'services', volume: 'files', glob: '*', capture: '(.*)', query: 'select id from services' };
const ask = (files: string[], rows: string[]) => agreementOf(rule, { names: files }, { names: rows });

test('files and rows that name the same are no reason to wait', async () => {
  expect(await halfDone(async () => ask(['a', 'b'], ['a', 'b']))()).toBeNull();
});

test('a rule that gives no answer, or is none, is no reason to wait', async () => {
  const notAsked = agreementOf(rule, { names: ['a'] }, { notAsked: 'no table services' });
  expect(await halfDone(async () => notAsked)()).toBeNull();
  expect(await halfDone(async () => null)()).toBeNull();
  expect(disagreementOf(notAsked)).toBeNull();
});

test('half of a change is waited for, but a disagreement that stands is not', async () => {
  let now = 0;
  let files = ['a', 'b'];
  const half = halfDone(
    async () => ask(files, ['a']),
    () => now,
  );
  expect(await half()).toMatch('services: files and rows do not name the same');
  now = 9_999;
  expect(await half()).not.toBeNull();
  now = 10_000;
  expect(await half()).toBeNull();
  files = ['a', 'c'];
  expect(await half()).not.toBeNull();
});
