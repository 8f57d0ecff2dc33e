import { expect, it } from 'vitest';
import { disposition } from './download.ts';

it.each([
  ['service.json', `attachment; filename="service.json"; filename*=UTF-8''service.json`],
  ['grün "x".txt', `attachment; filename="gr_n _x_.txt"; filename*=UTF-8''gr%C3%BCn%20%22x%22.txt`],
  ["a'(b)*", `attachment; filename="a__b__"; filename*=UTF-8''a%27%28b%29%2a`],
])('%j is saved under its name, and breaks out of no header', (name, header) => {
  expect(disposition(name)).toBe(header);
});
