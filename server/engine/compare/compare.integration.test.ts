import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureHelperImage } from '../../../demo/images/helper.ts';
import { ensurePostgresImage } from '../../../demo/images/servers.ts';
import { connectDocker } from '../../docker/index.ts';
import type { StoredArchive } from '../../storage/index.ts';
import { recordArchive } from '../../store/index.ts';
import { sealedArchive } from '../catalogue.ts';
import { planRestore } from '../restore/index.ts';
import { type TestWorld, testWorld } from '../testing/deps.ts';
import { realArchive } from '../testing/real-archive.ts';
import { realDatabase } from '../testing/real-database.ts';
import { compare, compareFiles } from './index.ts';

const id = randomBytes(4).toString('hex');
const project = `compare-${id}`;
const container = `${project}-db-1`;
const volume = `${project}_files`;
let world: TestWorld;
let tree: string;
let older: StoredArchive;
let newer: StoredArchive;

const before = [
  'CREATE TABLE users (id int PRIMARY KEY, name text, age smallint)',
  'CREATE TABLE retired (id int)',
  "INSERT INTO users SELECT n, 'u' || n, 1 FROM generate_series(1, 5) n",
  'CREATE ROLE reader; CREATE ROLE leaver; CREATE ROLE staff; GRANT staff TO reader; GRANT pg_monitor TO staff',
];
const after = [
  'CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email text)',
  'CREATE TABLE hired (id int)',
  "INSERT INTO users SELECT n, 'u' || n FROM generate_series(1, 7) n",
  'CREATE ROLE reader LOGIN; CREATE ROLE joiner; CREATE EXTENSION pgcrypto',
  'CREATE ROLE staff; GRANT pg_monitor TO staff WITH ADMIN OPTION; GRANT staff TO joiner; GRANT pg_read_all_data TO staff',
];

function docker(...args: string[]): string {
  return execFileSync('docker', args, { encoding: 'utf8' }).trim();
}

beforeAll(async () => {
  const api = connectDocker();
  const [helperImage, postgresImage] = [await ensureHelperImage(api), await ensurePostgresImage(api)];
  world = await testWorld(helperImage);
  tree = mkdtempSync(join(tmpdir(), 'holdfast-compare-'));
  mkdirSync(join(tree, 'sub'));
  for (const name of ['stays', 'goes', 'sub/changes']) writeFileSync(join(tree, name), name);
  const common = { tree, key: 'files', manifest: { project } };
  older = await realArchive(world.deps, {
    ...common,
    database: await realDatabase({ helperImage, postgresImage }, before),
  });
  rmSync(join(tree, 'goes'));
  writeFileSync(join(tree, 'sub/changes'), 'otherwise');
  writeFileSync(join(tree, 'comes'), 'new');
  newer = await realArchive(world.deps, {
    ...common,
    database: await realDatabase({ helperImage, postgresImage }, after),
  });
  for (const archive of [older, newer])
    await recordArchive(world.deps.db, await sealedArchive(world.deps, archive), null);
  startInstallation(postgresImage);
});
afterAll(async () => {
  spawnSync('docker', ['rm', '-fv', container]);
  spawnSync('docker', ['volume', 'rm', volume]);
  await world?.[Symbol.asyncDispose]();
  if (tree) await rm(tree, { recursive: true, force: true });
});

/** As it was when the newer archive was taken. */
function startInstallation(image: string): void {
  const labels = [`com.docker.compose.project=${project}`, 'com.docker.compose.volume=files', `holdfast.test=${id}`];
  docker('volume', 'create', ...labels.flatMap((label) => ['--label', label]), volume);
  const root = docker('volume', 'inspect', '--format', '{{.Mountpoint}}', volume);
  execFileSync('sh', ['-c', 'tar -c --format=posix -C "$1" . | tar -x -p -C "$2"', 'sh', tree, root]);
  const own = [`com.docker.compose.project=${project}`, 'com.docker.compose.service=db', `holdfast.test=${id}`];
  const env = ['POSTGRES_USER=cybus-admin', 'POSTGRES_DB=live', 'POSTGRES_HOST_AUTH_METHOD=trust'];
  docker(
    ...['run', '-d', '--name', container, '--network', 'none', '-v', `${volume}:/files`],
    ...own.flatMap((label) => ['--label', label]),
    ...env.flatMap((variable) => ['-e', variable]),
    image,
  );
  docker('exec', container, 'bash', '-c', 'until pg_isready -q -h 127.0.0.1; do sleep 0.1; done');
  for (const statement of after) sql(statement);
}

function sql(statement: string): string {
  return docker('exec', container, 'psql', '-X', '-At', '-U', 'cybus-admin', '-d', 'live', '-c', statement);
}

test('two archives: files, tables, columns, rows, roles and extensions that differ', async () => {
  const said = await compare(world.deps, { left: older.id, right: newer.id });
  expect(said.problems).toEqual([]);
  expect(said.volumes).toMatchObject([{ key: 'files', change: 'changed', entries: { added: 1, gone: 1, changed: 2 } }]);
  const [database] = said.databases;
  expect(database).toMatchObject({ name: 'live', change: 'changed', structure: 'different' });
  expect(database?.tables).toEqual([
    { schema: 'public', name: 'retired', change: 'gone', rows: { left: 0, right: null }, columns: null },
    {
      ...{ schema: 'public', name: 'users', change: 'changed', rows: { left: 5, right: 7 } },
      columns: { added: ['email'], gone: ['age'], changed: ['id', 'name'] },
    },
    { schema: 'public', name: 'hired', change: 'added', rows: { left: null, right: 0 }, columns: null },
  ]);
  expect(database?.extensions).toMatchObject([
    { name: 'plpgsql', change: 'same' },
    { name: 'pgcrypto', change: 'added' },
  ]);
  expect(said.roles).toEqual({
    ...{ added: ['joiner'], gone: ['leaver'], changed: ['reader'] },
    memberships: {
      added: [
        { role: 'pg_read_all_data', member: 'staff' },
        { role: 'staff', member: 'joiner' },
      ],
      gone: [{ role: 'staff', member: 'reader' }],
      changed: [{ role: 'pg_monitor', member: 'staff' }],
    },
  });
  expect(JSON.stringify(said)).not.toMatch(/SCRAM|md5/);
});

test('the files that differ, page by page', async () => {
  const input = { left: older.id, right: newer.id, key: 'files', limit: 3 };
  const first = await compareFiles(world.deps, input);
  const second = await compareFiles(world.deps, { ...input, cursor: first.next ?? '' });
  expect(first.total).toBe(4);
  expect([...first.entries, ...second.entries].map(({ path, change }) => [path, change])).toEqual([
    ['', 'changed'],
    ['comes', 'added'],
    ['goes', 'gone'],
    ['sub/changes', 'changed'],
  ]);
  expect(second.next).toBeNull();
});

test('an archive with the installation as it is: the same, and then what was done to it', async () => {
  const input = { left: newer.id, right: null };
  const same = await compare(world.deps, input);
  expect(same.problems).toEqual([]);
  expect(same.right).toMatchObject({ kind: 'live', project });
  expect(same.volumes).toMatchObject([{ change: 'same', names: { right: volume } }]);
  expect(same.databases).toMatchObject([{ change: 'same', structure: 'same' }]);
  const none = { added: [], gone: [], changed: [] };
  expect(same.roles).toEqual({ ...none, memberships: none });

  sql('INSERT INTO hired VALUES (1); ALTER TABLE users ADD COLUMN phone text; CREATE ROLE later');
  docker('exec', container, 'sh', '-c', 'echo more > /files/more');
  const moved = await compare(world.deps, input);
  expect(moved.volumes).toMatchObject([{ change: 'changed', entries: { added: 1, gone: 0 } }]);
  expect(moved.databases[0]?.tables.find(({ name }) => name === 'hired')?.rows).toEqual({ left: 0, right: 1 });
  expect(moved.databases[0]?.tables.find(({ name }) => name === 'users')?.columns?.added).toEqual(['phone']);
  expect(moved.roles?.added).toEqual(['later']);
  const files = await compareFiles(world.deps, { ...input, key: 'files', limit: 10 });
  expect(files.entries.map(({ path }) => path)).toContain('more');
  expect(docker('ps', '-aq', '--filter', `label=holdfast.instance=${world.deps.instance}`)).toBe('');
});

test('the plan of a restore finds the same, the other way round: what comes back and what goes', async () => {
  const plan = await planRestore(world.deps, { id: older.id });
  const found = (code: string) => plan.findings.find((finding) => finding.code === code)?.text;
  expect(found('database.tables')).toBe(
    'Tables and columns of live become what they were: table retired comes back; table hired goes; in users age comes back, email, phone go, id, name change.',
  );
  expect(found('database.rows')).toMatch(/in 1 of 1: users \(7 now, 5 in the archive\)/);
  expect(found('database.extensions')).toMatch(/pgcrypto goes/);
  expect(found('roles.added')).toMatch(/leaver/);
  expect(found('roles.gone')).toMatch(/joiner, later/);
  expect(found('roles.changed')).toMatch(/: reader\./);
  // Not joiner's: the archive does not know joiner, who stays as it is.
  expect(found('roles.members')).toBe(
    'Memberships of users and roles become what they were: reader in staff comes back; staff in pg_read_all_data goes; staff in pg_monitor gets back the options it had.',
  );
  expect(plan.versions.structure).toBe('different');
  expect(plan.tables.map(({ name, change, live, archive }) => [name, change, live, archive]).toSorted()).toEqual([
    ['hired', 'gone', 1, null],
    ['retired', 'added', null, 0],
    ['users', 'changed', 7, 5],
  ]);

  sql('CREATE DATABASE ledger');
  const later = await planRestore(world.deps, { id: older.id });
  expect(later.findings.find(({ code }) => code === 'database.left')?.text).toMatch(/: ledger\./);
  // Of parts it goes without saying, and files touch no role.
  const part = await planRestore(world.deps, { id: older.id, only: ['volume=files'] });
  expect(part.findings.filter(({ code }) => /^(?:roles|database)\./.test(code))).toEqual([]);
});

test('a database that is down is a problem that is told, not a database that is gone', async () => {
  docker('stop', container);
  const said = await compare(world.deps, { left: newer.id, right: null });
  expect(said.problems).toEqual(['The live database could not be looked at: its container does not run']);
  expect(said.databases).toMatchObject([{ name: 'live', change: 'unknown', tables: [] }]);
  expect(said.roles).toBeNull();
  expect(said.volumes[0]?.change).toBe('changed');
  const plan = await planRestore(world.deps, { id: newer.id });
  expect(plan.tables).toMatchObject([
    { name: 'hired', change: 'unknown', live: null, archive: 0 },
    { name: 'users', change: 'unknown', live: null, archive: 7 },
  ]);
});
