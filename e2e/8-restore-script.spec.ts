import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compose } from '../demo/stack/compose.ts';
import { type Stack, startDashboard } from '../demo/world.ts';
import { backUp } from './api.ts';
import { readState, type State } from './state.ts';
import { expect, test } from './world.ts';

// The last of the files: it takes the stack down to nothing on the way.
test.describe.configure({ mode: 'serial' });

const services = ['historian', 'presses', 'scripted'];
/** All that README asks for, by their names in /usr: no node, no Holdfast. */
const tools =
  'docker tar zstd bash find xargs grep awk basename cat chmod dirname head mkdir mktemp printenv rm seq sha256sum sleep sync touch tr';

let archived: State;
let top: string;
let environment: NodeJS.ProcessEnv;

test.beforeAll(async ({ stack }) => {
  test.setTimeout(300_000);
  await stack.call('POST', '/api/services', { id: 'scripted' });
  const folder = test.info().outputPath('machine');
  mkdirSync(path.join(folder, 'bin'), { recursive: true });
  for (const tool of tools.split(' ')) symlinkSync(whereIs(tool), path.join(folder, 'bin', tool));
  environment = { PATH: path.join(folder, 'bin'), DOCKER_HOST: stack.dockerHost, NODE_ENV: 'production' };

  // Gone before the script runs, with its state, its store and its helpers.
  await using dashboard = await startDashboard({ folder: '.holdfast/e2e/dashboard-of-a-bundle' });
  const settings = { project: stack.project, profile: null, include: [], exclude: [], includeEnvironment: true };
  await dashboard.api.installations.configure.mutate(settings);
  await stack.call('GET', '/api/users');
  archived = await readState(stack, services);
  const id = await backUp(dashboard.api, stack.project);
  const response = await fetch(`${dashboard.url}/api/archives/${id}/download`, {
    headers: { authorization: `Bearer ${dashboard.token}` },
  });
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? '';
  writeFileSync(path.join(folder, name), Buffer.from(await response.arrayBuffer()));
  command('tar', ['-xf', name], folder);
  top = path.join(folder, name.replace(/\.tar$/, ''));
});

test('without Holdfast, restore.sh brings the pair back where it was: files, rows, roles, a removed service', async ({
  stack,
}) => {
  const log = test.info().outputPath('compose.log');
  await stack.call('DELETE', '/api/services/scripted');
  await stack.call('POST', '/api/services', { id: 'slip' });
  await stack.call('POST', '/api/users', { username: 'intruder', password: 'a long password', role: 'viewer' });
  expect((await readState(stack)).tables).not.toEqual(archived.tables);

  expect(script('--look', '--force')).toContain('Nothing was changed.');
  expect(() => script('--only', 'volumes', '--force')).toThrow('is in use by');
  await compose({ ...stack, log }, ['stop']);
  docker('stop', ...runtimes(stack));
  script('--only', 'volumes', '--force');
  await compose({ ...stack, log }, ['start', 'postgresql']);
  script('--only', 'databases', '--force');
  await compose({ ...stack, log }, ['start']);
  docker('start', ...runtimes(stack));
  await stack.healthy();
  expect(await readState(stack, services)).toEqual(archived);
});

test('and on a machine where nothing of it is left but the bundle, by the compose file that is in it', async ({
  stack,
}) => {
  const log = test.info().outputPath('compose.log');
  docker('rm', '-f', ...runtimes(stack));
  await compose({ ...stack, log }, ['down', '--volumes']);
  const volumes = docker('volume', 'ls', '-q', '--filter', `label=holdfast.demo=${stack.owner}`).split('\n');
  docker('volume', 'rm', ...volumes.filter(Boolean));

  expect(script('--look')).toContain('Nothing was changed.');
  script('--only', 'volumes');
  const carried = { folder: path.join(top, 'installation'), dockerHost: stack.dockerHost, log };
  await compose(carried, ['up', '-d', 'postgresql']);
  script('--only', 'databases');
  await compose(carried, ['up', '-d']);
  await stack.healthy();
  expect(await readState(stack, services)).toEqual(archived);
  const names = await stack.call<{ id: string }[]>('GET', '/api/services');
  expect(names.map(({ id }) => id)).toContain('scripted');
});

/** What the script says. @throws an Error with what it complains of */
const script = (...options: string[]): string => command('bash', ['restore.sh', ...options], top);

const docker = (...args: string[]): string => command('docker', args);

/** Containers of users' services: they stand in no compose file. */
function runtimes(stack: Stack): string[] {
  const filters = [`label=holdfast.demo=${stack.owner}`, 'label=holdfast.demo.service'];
  return docker('ps', '-aq', ...filters.flatMap((filter) => ['--filter', filter]))
    .split('\n')
    .filter(Boolean);
}

function command(name: string, args: string[], cwd?: string): string {
  const { status, stdout, stderr } = spawnSync(name, args, { cwd, env: environment, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ${args.join(' ')} ended with ${status}: ${stderr}\n${stdout}`);
  return stdout;
}

function whereIs(tool: string): string {
  return spawnSync('sh', ['-c', 'command -v -- "$1"', 'sh', tool], { encoding: 'utf8' }).stdout.trim();
}
