import { expect, test } from 'vitest';
import { modulesFit } from './modules.mjs';

const lock = {
  packages: {
    '': { version: '1' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  },
};
const installed = (packages: Record<string, { version: string }>) => ({ packages });

test('what the lock file names is there: nothing to install; packages for other platforms may be missing', () => {
  expect(modulesFit(lock, installed({ 'node_modules/a': { version: '1.0.0' } }))).toBe(true);
});

test('a missing, an outdated and a left-over package each call for npm ci, as does a folder that npm did not finish', () => {
  expect(modulesFit(lock, installed({}))).toBe(false);
  expect(modulesFit(lock, installed({ 'node_modules/a': { version: '0.9.0' } }))).toBe(false);
  expect(
    modulesFit(lock, installed({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/c': { version: '1.0.0' } })),
  ).toBe(false);
  expect(modulesFit(lock, null)).toBe(false);
});
