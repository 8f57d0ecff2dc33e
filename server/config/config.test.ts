import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security.ts';
import { keepOnce, readConfig } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'holdfast-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const env = (more: Record<string, string> = {}) =>
  ({ HOLDFAST_STATE: path.join(folder, 'state'), ...more }) as unknown as NodeJS.ProcessEnv;
const modeOf = (...parts: string[]) => statSync(path.join(folder, ...parts)).mode & 0o777;

test('the state folder and its keys are for their owner only, also where they stood open before', () => {
  mkdirSync(path.join(folder, 'state'), { mode: 0o755 });
  readConfig(env());
  expect([modeOf('state'), modeOf('state', 'keys'), modeOf('state', 'instance')]).toEqual([0o700, 0o700, 0o600]);
});

test('a state folder keeps its uuid', () => {
  const { instance } = readConfig(env());
  expect(instance).toMatch(/^[0-9a-f-]{36}$/);
  expect(readConfig(env()).instance).toBe(instance);
  expect(readConfig({ ...env(), HOLDFAST_STATE: path.join(folder, 'other') }).instance).not.toBe(instance);
});

test('of two first starts at once one wins, both read the same, and no draft stays', () => {
  const file = path.join(folder, 'once');
  const first = keepOnce(file, () => {
    expect(keepOnce(file, () => 'the faster one')).toBe('the faster one');
    return 'the slower one';
  });
  expect(first).toBe('the faster one');
  expect(readdirSync(folder)).toEqual(['once']);
});

test('a kept side stays for a week, or as many days as the environment says', () => {
  expect(readConfig(env()).undoDays).toBe(7);
  expect(readConfig(env({ HOLDFAST_UNDO_DAYS: '2' })).undoDays).toBe(2);
  expect(() => readConfig(env({ HOLDFAST_UNDO_DAYS: 'long' }))).toThrow(/HOLDFAST_UNDO_DAYS/);
});

test('helpers take what CPU others leave, or no more than the environment says', () => {
  expect(readConfig(env({ HOLDFAST_HELPER_CPUS: '0.5' })).helperCpus).toBe(0.5);
  expect(readConfig(env()).helperCpus).toBe(null);
  expect(() => readConfig(env({ HOLDFAST_HELPER_CPUS: '0' }))).toThrow(/HOLDFAST_HELPER_CPUS/);
});

test('a setting that cannot be used is named, and an empty one counts as unset', () => {
  expect(() => readConfig(env({ PORT: 'eighty' }))).toThrow(/PORT/);
  expect(() => readConfig(env({ HOLDFAST_URL: 'holdfast.example' }))).toThrow(/HOLDFAST_URL/);
  expect(readConfig(env({ PORT: '', HOLDFAST_URL: '', DOCKER_HOST: '' }))).toMatchObject({
    port: 3000,
    publicUrl: 'http://localhost:3000',
    dockerHost: undefined,
  });
  expect(readConfig(env({ HOLDFAST_URL: 'https://holdfast.example/path/' })).publicUrl).toBe(
    'https://holdfast.example',
  );
});

test('pages run scripts of this answer only, and stand in no frame', () => {
  const policy = contentSecurityPolicy('abc', false);
  expect(policy).toContain(`script-src 'self' 'nonce-abc';`);
  expect(policy).toContain(`frame-ancestors 'none'`);
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
});
