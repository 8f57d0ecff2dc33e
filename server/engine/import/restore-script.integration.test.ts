import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  lutimesSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureHelperImage } from '../../../demo/images/helper.ts';
import { ensurePostgresImage } from '../../../demo/images/servers.ts';
import { bundleLayout, readBundle } from '../../archive/bundle.ts';
import { connectDocker } from '../../docker/index.ts';
import { type TestWorld, testWorld } from '../testing/deps.ts';
import { realArchive } from '../testing/real-archive.ts';
import { startTcpDatabase } from '../testing/tcp-database.ts';

const id = randomBytes(4).toString('hex');
const names = { project: `hfscript${id}`, volume: `hfscript${id}_files`, service: 'db', owner: 'shop owner' };
const container = `${names.project}_db_1`;
let world: TestWorld;
let tree = '';
let top = '';
let layers = 0;
let image = '';

function docker(...args: string[]): string {
  return execFileSync('docker', args, { encoding: 'utf8' }).trim();
}
function sql(statement: string, database = 'postgres'): string {
  return docker('exec', container, 'psql', '-X', '-At', '-U', 'admin', '-d', database, '-c', statement);
}
function startDatabase(image: string): void {
  const labels = [
    `com.docker.compose.project=${names.project}`,
    'com.docker.compose.service=db',
    `holdfast.test=${id}`,
  ];
  docker(
    'run',
    '-d',
    '--name',
    container,
    '--network',
    'none',
    ...labels.flatMap((label) => ['--label', label]),
    '-e',
    'POSTGRES_USER=admin',
    '-e',
    'POSTGRES_DB=shop',
    '-e',
    'POSTGRES_HOST_AUTH_METHOD=trust',
    image,
  );
  docker('exec', container, 'bash', '-c', 'until pg_isready -q -h 127.0.0.1; do sleep 0.1; done');
}

beforeAll(async () => {
  image = await ensurePostgresImage(connectDocker());
  world = await testWorld(await ensureHelperImage());
  tree = await mkdtemp(join(tmpdir(), 'holdfast-tree-'));
  mkdirSync(join(tree, 'sub/deep'), { recursive: true });
  writeFileSync(join(tree, 'sub/file'), 'content');
  linkSync(join(tree, 'sub/file'), join(tree, 'hard'));
  writeFileSync(join(tree, 'sub/gone'), 'gone');
  writeFileSync(join(tree, 'line\nbreak'), 'odd');
  symlinkSync('/etc/passwd', join(tree, 'outward'));
  chmodSync(join(tree, 'sub/deep'), 0o2750);
  chmodSync(tree, 0o1777);
  lutimesSync(join(tree, 'outward'), 1_600_000_000, 1_600_000_000.25);
  startDatabase(image);
  sql('CREATE TABLE orders (id int PRIMARY KEY, what text)', 'shop');
  sql("INSERT INTO orders SELECT n, 'order ' || n FROM generate_series(1, 500) n", 'shop');
  const dump = execFileSync('docker', ['exec', container, 'pg_dump', '-Fc', '-Z0', '-U', 'admin', '-d', 'shop']);
  const change = [
    () => {
      writeFileSync(join(tree, 'sub/deep/new'), 'first');
      mkdirSync(join(tree, 'later/below'), { recursive: true });
      symlinkSync('../sub', join(tree, 'later/becomes-a-folder'));
      writeFileSync(join(tree, 'later/becomes-a-link'), 'x');
    },
    () => {
      rmSync(join(tree, 'later/becomes-a-folder'));
      mkdirSync(join(tree, 'later/becomes-a-folder'));
      writeFileSync(join(tree, 'later/becomes-a-folder/file'), 'below what was a link');
      rmSync(join(tree, 'later/becomes-a-link'));
      symlinkSync('../../..', join(tree, 'later/becomes-a-link'));
      renameSync(join(tree, 'later/below'), join(tree, 'moved'));
    },
    () => {
      writeFileSync(join(tree, 'sub/deep/new'), 'new');
      rmSync(join(tree, 'sub/gone'));
      utimesSync(join(tree, 'sub'), 1_500_000_000, 1_500_000_000.125);
    },
  ];
  const archive = await realArchive(world.deps, { tree, names, dump, change });
  layers = archive.manifest.volumes[0]?.layers.length ?? 0;
  const layout = bundleLayout(archive);
  const whole = await new Response(readBundle(layout, 0, layout.totalBytes)).arrayBuffer();
  execFileSync('tar', ['-xf', '-', '-C', world.folder], { input: Buffer.from(whole) });
  top = join(world.folder, layout.name.replace(/\.tar$/, ''));
});
afterAll(async () => {
  spawnSync('docker', ['rm', '-fv', container]);
  spawnSync('docker', ['volume', 'rm', names.volume]);
  await world?.[Symbol.asyncDispose]();
  await rm(tree, { recursive: true, force: true });
});

function script(...options: string[]) {
  return scriptWith({}, ...options);
}
function scriptWith(variables: Record<string, string>, ...options: string[]) {
  const env = { ...process.env, ...variables };
  return spawnSync('bash', [join(top, 'restore.sh'), ...options], { encoding: 'utf8', env });
}
function volumeExists(): boolean {
  return docker('volume', 'ls', '-q', '--filter', `name=${names.volume}`) !== '';
}
function treeOf(folder: string): string {
  const facts = ['-printf', '%P|%y|%m|%U|%G|%T@|%n|%l\\0'];
  const found = execFileSync('find', [folder, ...facts], { encoding: 'latin1' })
    .split('\0')
    .sort()
    .join('\n');
  return `${found}\n${execFileSync('sh', ['-c', 'cd "$1" && cat hard sub/file sub/deep/new', 'sh', folder], { encoding: 'utf8' })}`;
}

test('--look says what would be done and does nothing', () => {
  const said = script('--look', '--force');
  expect(said.stderr).toBe('');
  expect(said.stdout).toContain('Nothing was changed.');
  expect(volumeExists()).toBe(false);
  expect(sql('SELECT count(*) FROM orders', 'shop')).toBe('500');
});

test('a damaged bundle changes nothing', () => {
  const file = join(top, 'database/shop.dump.zst');
  const bytes = execFileSync('cat', [file]);
  writeFileSync(file, Buffer.concat([bytes, Buffer.from('x')]));
  const said = script('--force');
  writeFileSync(file, bytes);
  expect(said.status).toBe(1);
  expect(said.stderr).toContain('nothing was changed');
  expect(volumeExists()).toBe(false);
});

test('the volume comes back entry by entry from four layers: deletions, changes of type, modes, times, links', () => {
  const said = script('--only', 'volumes');
  expect(said.stderr).toBe('');
  expect(said.status).toBe(0);
  const root = docker('volume', 'inspect', '--format', '{{.Mountpoint}}', names.volume);
  expect(treeOf(root)).toBe(treeOf(tree));
  expect(layers).toBe(4);
});

test('a volume or a database that is not empty is left alone without --force', () => {
  expect(script('--only', 'volumes').stderr).toContain('is not empty');
  expect(script('--only', 'databases').stderr).toContain('not empty');
  expect(sql('SELECT count(*) FROM orders', 'shop')).toBe('500');
});

test('with --force both are replaced, and the old database is kept under another name', () => {
  sql('DELETE FROM orders WHERE id > 10', 'shop');
  const said = script('--force');
  expect(said.stderr).toBe('');
  expect(said.status).toBe(0);
  expect(sql('SELECT count(*), max(what) FROM orders', 'shop')).toBe('500|order 99');
  expect(sql("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'shop'")).toBe(names.owner);
  expect(sql("SELECT count(*) FROM pg_database WHERE datname LIKE 'before\\_%'")).toBe('1');
  const root = docker('volume', 'inspect', '--format', '{{.Mountpoint}}', names.volume);
  expect(treeOf(root)).toBe(treeOf(tree));
});

test('a server outside Docker is filled by the machine’s programs or an image’s, named by libpq’s variables', async () => {
  await using server = await startTcpDatabase(connectDocker());
  // The dump's owner of tables: this archive's globals.sql knows no roles.
  await server.sql('CREATE ROLE admin');
  const { host, user, password } = server.place;
  const libpq = { PGHOST: host, PGUSER: user, PGPASSWORD: password };
  const wrong = scriptWith({ ...libpq, PGPASSWORD: 'wrong' }, '--only', 'databases');
  expect(wrong.status).toBe(1);
  expect(wrong.stderr).toContain(`the server ${host} does not answer to ${user}`);

  const byImage = scriptWith(libpq, '--only', 'databases', '--image', image);
  expect(byImage.stderr).toBe('');
  expect(byImage.stdout).toContain(`on server ${host}, by programs of image ${image}, as ${user}`);
  expect(await server.sql('SELECT count(*), max(what) FROM orders')).toBe('500|order 99');

  await server.sql('DELETE FROM orders WHERE id > 10');
  const byMachine = scriptWith(
    { ...libpq, PATH: `${programs()}:${process.env.PATH}` },
    '--only',
    'databases',
    '--force',
  );
  expect(byMachine.stderr).toBe('');
  expect(byMachine.stdout).toContain(`on server ${host}, by this machine's programs, as ${user}`);
  expect(
    await server.sql(
      'SELECT count(*), pg_get_userbyid(datdba) FROM orders, pg_database WHERE datname = current_database() GROUP BY 2',
    ),
  ).toBe(`500|${names.owner}`);
});

/** A folder of psql and pg_restore as a machine may have them: this one may have none, so they are those of the image. */
function programs(): string {
  const folder = join(world.folder, 'programs');
  mkdirSync(folder, { recursive: true });
  const variables = ['PGHOST', 'PGUSER', 'PGPASSWORD'].flatMap((name) => ['-e', name]).join(' ');
  for (const program of ['psql', 'pg_restore']) {
    const run = `exec docker run --rm -i --network host ${variables} --entrypoint ${program} ${image} "$@"`;
    writeFileSync(join(folder, program), `#!/bin/sh\n${run}\n`, { mode: 0o755 });
  }
  return folder;
}
