import { open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureHelperImage } from '../../demo/images/helper.ts';
import { ensurePostgresImage } from '../../demo/images/servers.ts';
import type { ManifestDatabase } from '../archive/manifest.ts';
import { connectDocker } from '../docker/index.ts';
import { compareWithManifest } from './compare.ts';
import type { Orderly } from './deps.ts';
import { prepareDump } from './dump.ts';
import { readInventory } from './inventory.ts';
import { openLink, type PostgresLink } from './link.ts';
import { type StagedDatabase, type StageSpec, stageDatabase } from './load.ts';
import { dropDatabase } from './made-databases.ts';
import { readCluster } from './read-cluster.ts';
import { prepareSnapshot } from './snapshot.ts';
import { describeStructure } from './structure.ts';
import { type ContainerWorld, dumpSpecOf, startContainerWorld } from './testing/container.ts';
import { richDatabase, richRoles } from './testing/rich.ts';

let world: ContainerWorld;
let link: PostgresLink;
let admin: pg.Client;
let archived: { database: ManifestDatabase; cluster: StageSpec['cluster'] };

const signal = new AbortController().signal;

beforeAll(async () => {
  const docker = connectDocker();
  world = await startContainerWorld({
    helperImage: await ensureHelperImage(docker),
    postgresImage: await ensurePostgresImage(docker),
  });
  link = await openLink(world.deps, { server: world.server, folder: world.folder });
  admin = await link.connect('postgres', 'app');
  await admin.query(richRoles);
  await admin.query(`ALTER DATABASE live OWNER TO "App Owner"; COMMENT ON DATABASE live IS 'it''s ours';
    ALTER DATABASE live SET search_path = "$user", 'a, b', public; ALTER DATABASE live SET app.motto = 'x=y';
    ALTER ROLE reader IN DATABASE live SET statement_timeout = '1ms'; ALTER DATABASE live CONNECTION LIMIT 77;
    REVOKE ALL ON DATABASE live FROM PUBLIC; GRANT CONNECT ON DATABASE live TO reader WITH GRANT OPTION;`);
  const app = await link.connect('live', 'app');
  await app.query('SET search_path = public');
  await app.query(richDatabase);
  await app.query('ANALYZE');
  await app.end();
});
afterAll(async () => {
  await admin?.end();
  await link?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});

const dumpSpec = () => dumpSpecOf(world, link);

test('a dump holds the frozen moment although the table is truncated and a sequence moves after the thaw', async () => {
  await using prepared = await prepareSnapshot(link, 'live', `holdfast-${world.folder.job}`);
  await using dump = await prepareDump(world.deps, dumpSpec());
  const snapshot = await prepared.take();
  await dump.begin(snapshot);
  // The thaw: TRUNCATE waits for our locks, and pg_dump must not wait behind it.
  const app = await link.connect('live', 'app');
  const moved = await app.query(`SELECT nextval('public.loose')`);
  expect(moved.rowCount).toBe(1);
  const truncating = app.query('TRUNCATE public.services');

  const result = await dump.finish();
  const inventory = await readInventory(snapshot);
  const cluster = await readCluster([snapshot]);
  await prepared.release();
  await truncating;
  await app.end();

  expect(result.format).toBe('1.14');
  expect(result.bytes).toBeGreaterThan(1000);
  expect((await stat(path.join(world.folder.path, result.stored.path))).size).toBe(result.stored.bytes);
  expect(cluster.databases[0]?.sequences.find((each) => each.name === 'loose')?.lastValue).toBe('5');
  archived = {
    cluster,
    database: {
      name: 'live',
      service: 'postgresql',
      serverVersion: cluster.serverVersion,
      serverMajor: 15,
      dump: result.stored.path,
      dumpFormat: result.format,
      bytes: inventory.bytes,
      tables: inventory.tables,
      properties: inventory.properties,
      extensions: inventory.extensions,
      structure: inventory.structure,
    },
  };
  expect(inventory.tables.find((table) => table.name === 'services')?.rows).toBe(300);
});

const stageSpec = (over: Partial<StageSpec> = {}): StageSpec => ({
  link,
  folder: world.folder,
  database: archived.database,
  cluster: archived.cluster,
  position: 0,
  pack: world.pack,
  dump: `/out/${archived.database.dump}`,
  limitBytes: 100_000_000,
  signal,
  ...over,
});

test('a staged database equals the archived one: rows, structure, sequences, properties, extensions, large objects', async () => {
  const staged: StagedDatabase = await stageDatabase(world.deps, stageSpec());
  expect(staged.warnings).toEqual([]);
  expect(staged.rolesMade).toEqual([]);
  const copy = await link.connect(staged.name, 'app');
  const original = await link.connect('live', 'app');
  expect(await describeStructure(copy)).toEqual(await describeStructure(original));
  expect(await compareWithManifest(link, staged.name, archived.database)).toEqual({
    tables: [],
    structureDiffers: false,
  });
  expect((await copy.query('SELECT last_value, is_called FROM public.loose')).rows).toEqual([
    { last_value: '5', is_called: true },
  ]);
  expect((await copy.query('SELECT last_value, is_called FROM public.untouched')).rows[0].is_called).toBe(false);
  expect(
    (await copy.query('SELECT convert_from(lo_get(oid), $1) AS text FROM pg_largeobject_metadata', ['UTF8'])).rows,
  ).toEqual([{ text: 'a large object' }]);
  await copy.end();
  await original.end();

  await using prepared = await prepareSnapshot(link, staged.name, `holdfast-${world.folder.job}`);
  const found = await readInventory(await prepared.take());
  expect(found.properties).toEqual({ ...archived.database.properties, connectionLimit: 0 });
  expect(found.extensions.map(({ name }) => name)).toEqual(['pgcrypto', 'plpgsql']);
  expect(found.extensions).toEqual(archived.database.extensions);
  await prepared.release();
  await dropDatabase(admin, staged.name).catch(() => undefined);
});

test('a difference is named: a row gone, a table more, a column changed', async () => {
  const staged = await stageDatabase(world.deps, stageSpec());
  const copy = await link.connect(staged.name, 'app');
  await copy.query('DELETE FROM public.parts WHERE id = 1; CREATE TABLE public.more (a int)');
  await copy.end();
  const differences = await compareWithManifest(link, staged.name, archived.database);
  expect(differences.structureDiffers).toBe(true);
  expect(differences.tables).toEqual([
    { schema: 'public', name: 'parts_1', expected: 200, found: 199 },
    { schema: 'public', name: 'more', expected: null, found: 0 },
  ]);
  await dropDatabase(admin, staged.name);
});

test('roles that the server lacks are made without login before the load, and go when it fails', async () => {
  const cluster = structuredClone(archived.cluster);
  const [role] = cluster.roles;
  if (!role) throw new Error('no role');
  cluster.roles.push({ ...role, name: 'Gone "Owner"', canLogin: true });
  const properties = { ...archived.database.properties, owner: 'Gone "Owner"', acl: null };
  const spec = stageSpec({ cluster, database: { ...archived.database, properties } });
  const staged = await stageDatabase(world.deps, spec);
  expect(staged.rolesMade).toEqual(['Gone "Owner"']);
  const { rows } = await admin.query(`SELECT rolcanlogin FROM pg_roles WHERE rolname = 'Gone "Owner"'`);
  expect(rows).toEqual([{ rolcanlogin: false }]);
  await dropDatabase(admin, staged.name);
  await admin.query('DROP ROLE "Gone ""Owner"""');

  const broken = {
    ...spec,
    database: { ...spec.database, properties: { ...properties, ctype: 'xx_XX', collate: 'xx_XX' } },
  };
  await expect(stageDatabase(world.deps, broken)).rejects.toThrow(/invalid/);
  expect((await admin.query(`SELECT FROM pg_roles WHERE rolname = 'Gone "Owner"'`)).rowCount).toBe(0);
  expect((await admin.query(`SELECT FROM pg_database WHERE datname LIKE 'holdfast%'`)).rowCount).toBe(0);
});

test('a file that is no dump is refused and nothing stays behind', async () => {
  await using prepared = await prepareSnapshot(link, 'live', `holdfast-${world.folder.job}`);
  const lie = stageSpec({ dump: '/out/lie.zst' });
  const packing = world.pack.order('pipe.compress', { fifo: '/out/lie', file: '/out/lie.zst', level: 1 });
  await (async () => {
    for (;;) if ((await readdir(world.folder.path)).includes('lie')) return;
  })();
  await using pipe = await open(path.join(world.folder.path, 'lie'), 'w');
  await pipe.write('DROP DATABASE live; -- plain SQL');
  await pipe.close();
  await world.pack.order('pipe.flow', { fifo: '/out/lie' });
  await packing;
  await expect(stageDatabase(world.deps, lie)).rejects.toMatchObject({ code: 'postgres.dump-unreadable' });
  expect((await readdir(world.folder.path)).filter((name) => name.startsWith('load-'))).toEqual([]);
  await prepared.release();
});

test('a dump that is written before anybody saw its locks has begun', async () => {
  await using prepared = await prepareSnapshot(link, 'postgres', `holdfast-${world.folder.job}`);
  await using dump = await prepareDump(world.deps, { ...dumpSpec(), database: 'postgres' });
  const snapshot = await prepared.take();
  const sidecars = { label: ['holdfast.role=dump', `holdfast.helper=${world.folder.job}`], status: ['running'] };
  const sawNothing = {
    query: async () => {
      while ((await world.deps.docker.listContainers({ filters: sidecars })).length > 0);
      return { rows: [{ locked: '0', connected: false }] };
    },
  };
  await dump.begin({ ...snapshot, watch: sawNothing as unknown as typeof snapshot.watch });
  const { format, stored } = await dump.finish();
  expect(format).toBe('1.14');
  await rm(path.join(world.folder.path, stored.path));
});

test('a dump whose pg_dump dies fails and leaves no file', async () => {
  await rm(path.join(world.folder.path, archived.database.dump));
  await using prepared = await prepareSnapshot(link, 'live', `holdfast-${world.folder.job}`);
  await using dump = await prepareDump(world.deps, dumpSpec());
  const snapshot = await prepared.take();
  await dump.begin({ ...snapshot, id: '00000000-00000000-9' }).then(
    () => expect.unreachable('a snapshot nobody exported'),
    (error) => expect(error).toMatchObject({ code: 'postgres.dump-failed' }),
  );
  await expect(dump.finish()).rejects.toMatchObject({ code: 'postgres.dump-failed' });
  await dump[Symbol.asyncDispose]();
  expect(await readdir(path.join(world.folder.path, 'database'))).toEqual([]);
  expect((await readdir(world.folder.path)).filter((name) => name.startsWith('dump-'))).toEqual([]);
});

test('a dump whose compression dies fails and leaves no file', async () => {
  await using prepared = await prepareSnapshot(link, 'live', `holdfast-${world.folder.job}`);
  const cut = new AbortController();
  const pack: Orderly = {
    order: (name, args, options) => world.pack.order(name, args, { ...options, signal: cut.signal }),
  };
  await using dump = await prepareDump(world.deps, { ...dumpSpec(), pack });
  cut.abort(new Error('the helper was killed'));
  await expect(dump.begin(await prepared.take())).rejects.toMatchObject({ code: 'postgres.dump-failed' });
  await expect(dump.finish()).rejects.toMatchObject({ code: 'postgres.dump-failed' });
  await dump[Symbol.asyncDispose]();
  expect(await readdir(path.join(world.folder.path, 'database'))).toEqual([]);
  await prepared.release();
});

test('a dump that was given up in one freeze stands ready for the next', async () => {
  await using prepared = await prepareSnapshot(link, 'live', `holdfast-${world.folder.job}`);
  await using dump = await prepareDump(world.deps, dumpSpec());
  await dump.begin(await prepared.take());
  await prepared.release();
  await dump.renew();
  await dump.begin(await prepared.take());
  expect((await dump.finish()).format).toBe('1.14');
  await prepared.release();
});

test('a link comes back after the database was restarted', async () => {
  await world.container.restart({ t: 5 });
  const client = await link.connect('live', 'app');
  expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await client.end();
  expect(await link.renew()).toBe(false);
});
