import { expect, it } from 'vitest';
import { Sampler, shown } from './names.ts';

it.each([
  ['', '.'],
  ['plain name', 'plain name'],
  [Buffer.from('grün').toString('latin1'), 'grün'],
  ['new\nline', 'new\\012line'],
  ['\xff', '\\377'],
  ['back\\slash', 'back\\\\slash'],
  [Buffer.from('a\u202eb').toString('latin1'), 'a\\342\\200\\256b'],
])('shows %j as %j', (name, text) => {
  expect(shown(name)).toBe(text);
});

it('keeps twenty names and counts all', () => {
  const sampler = new Sampler();
  for (let index = 0; index < 30; index += 1) sampler.add(String(index));
  expect(sampler.sample.count).toBe(30);
  expect(sampler.sample.names).toHaveLength(20);
});
