import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { choose, publish, removeUnused } from './kept-builds.ts';

let builds: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  builds = mkdtempSync(path.join(tmpdir(), 'holdfast-builds-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(builds, { recursive: true, force: true });
});

function made(name: string, server = ''): string {
  const folder = path.join(builds, name);
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'server.js'), server);
  return folder;
}

/** Made and chosen long ago. */
function old(name: string): string {
  const folder = made(name);
  utimesSync(folder, 0, 0);
  return folder;
}

/** Resolves when its program runs: until then its environment is that of this process. */
async function running(args: string[], options: { cwd?: string; env?: Record<string, string> }): Promise<ChildProcess> {
  const env = { ...process.env, ...options.env };
  const program = 'console.log("runs"); setInterval(() => {}, 1000)';
  const child = spawn(process.execPath, ['-e', program, ...args], {
    ...options,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child;
}

test('a build that nobody runs in is removed', () => {
  old('a');
  removeUnused(builds);
  expect(readdirSync(builds)).toEqual([]);
});

test('a build that was just chosen is kept for whoever is about to run in it', () => {
  expect(choose(old('a'))).toBe(true);
  removeUnused(builds);
  expect(readdirSync(builds)).toEqual(['a']);
});

test('a build that is not there can’t be chosen', () => {
  expect(choose(path.join(builds, 'a'))).toBe(false);
});

test('a build stays while somebody runs in it, starts servers in it, or tests with it', async () => {
  await running([], { cwd: old('runs') });
  await running([old('supervised')], {});
  await running([], { env: { HOLDFAST_TEST_BUILD: old('tested') } });
  old('unused');
  removeUnused(builds);
  expect(readdirSync(builds).sort()).toEqual(['runs', 'supervised', 'tested']);
});

test('of two who made the same build the later one takes what is there', () => {
  const build = path.join(builds, 'a');
  publish(made('a.draft.1', 'first'), build);
  publish(made('a.draft.2', 'second'), build);
  expect(readFileSync(path.join(build, 'server.js'), 'utf8')).toBe('first');
});

test('what a killed builder left is removed with its processes; what one makes that lives is not', async () => {
  made(`a.copy.${process.pid}`);
  made(`a.draft.${process.pid}`);
  const builder = await running([], { cwd: made('b.copy.4194305') });
  const ended = new Promise((resolve) => builder.once('exit', resolve));
  removeUnused(builds);
  await ended;
  expect(readdirSync(builds).sort()).toEqual([`a.copy.${process.pid}`, `a.draft.${process.pid}`]);
});
