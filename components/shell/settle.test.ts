import { expect, test } from 'vitest';
import { settle } from './settle.ts';

const of = (...projects: string[]) => projects.map((project) => ({ project }));

test('pages are about the chosen installation, wherever it stands in the list', () => {
  expect(settle(of('a', 'b', 'c'), ['b', 'c'])).toEqual({ project: 'b' });
});

test('while the chosen one is not there they stay with the one they showed, though another comes before it', () => {
  expect(settle(of('a', 'b', 'c'), ['gone', 'b'])).toEqual({ project: 'b' });
});

test('where none was chosen or shown, or none of those is there, they are about the first', () => {
  expect(settle(of('a', 'b'), [null, null])).toEqual({ project: 'a' });
  expect(settle(of('a', 'b'), ['gone', 'gone too'])).toEqual({ project: 'a' });
  expect(settle(of(), ['gone', null])).toBeNull();
});
