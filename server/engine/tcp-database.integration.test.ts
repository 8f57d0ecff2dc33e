import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { newJobId } from '../archive/ids.ts';
import { reportOf } from '../errors/error.ts';
import { describeDiscovery, serverElsewhere } from '../installation/index.ts';
import { openLink } from '../postgres/index.ts';
import { type DatabasePlace, saveDatabasePlace } from '../store/index.ts';
import { askDatabases } from './ask-databases.ts';
import { type Shop, startShop } from './backup/testing/shop.ts';
import { checkPlace } from './check-place.ts';
import { installationOf } from './installation-of.ts';
import { rehearseHandler } from './rehearse/index.ts';
import { planRestore, restoreHandler } from './restore/index.ts';
import { killIn } from './restore/testing/kill.ts';
import { recording, recoverTaken, runTaken, takenJob } from './restore/testing/run-job.ts';
import { restoreInto, textsIn, undoIn } from './restore/testing/shop.ts';
import { type Authority, authority } from './testing/certificates.ts';
import { startTcpDatabase, type TcpDatabase } from './testing/tcp-database.ts';

let shop: Shop;
let server: TcpDatabase;

beforeAll(async () => {
  shop = await startShop({ volumes: ['data'], database: false });
  server = await startTcpDatabase(shop.deps.docker);
  await server.sql('create table orders (id serial primary key, what text)');
  await server.sql('create database ledger');
  await server.sql('create table lines (n int)', 'ledger');
  await name(server.place);
});
afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const name = (place: DatabasePlace | null) => saveDatabasePlace(shop.deps.db, shop.project, place);

/** What an error says, all of it. */
const wordsOf = (error: unknown) => JSON.stringify(reportOf(error)) + String(error) + String((error as Error).stack);

const order = (what: string) => server.sql(`insert into orders (what) values ('${what}')`);
const orders = () => server.sql('select string_agg(what, $$,$$ order by id) from orders');
const write = (text: string) =>
  shop.deps.docker
    .getContainer(shop.container('web'))
    .exec({ Cmd: ['sh', '-c', 'printf %s "$1" > /data/file', 'sh', text], AttachStdout: true })
    .then(async (exec) => {
      const stream = await exec.start({});
      stream.resume();
      await new Promise((resolve) => stream.once('end', resolve));
    });

test('a project with a database outside Docker is explained, with all databases of the server', async () => {
  const asked = await askDatabases(shop.deps, await installationOf(shop.deps, shop.project));
  const address = `${server.place.host}:5432`;
  expect(asked.unasked).toBeNull();
  expect(describeDiscovery(asked.installation).databases).toMatchObject(
    ['ledger', 'shop'].map((database) => ({
      container: address,
      name: database,
      user: 'keeper',
      reason: `reached at ${address} by the settings`,
    })),
  );
  expect(asked.installation.server.serverVersion).toMatch(/^15\.\d+/);
});

test('is backed up with a guarantee, is rehearsed, and comes back with its volumes on the same server, and the undo', async () => {
  await order('before');
  await write('before');
  const taken = await shop.backUp();
  expect(taken.manifest).toMatchObject({ verdict: 'guaranteed' });
  expect(taken.manifest.databases.map(({ name, service }) => [name, service])).toEqual([
    ['ledger', `${server.place.host}:5432`],
    ['shop', `${server.place.host}:5432`],
  ]);
  await order('after');
  await write('after');

  const plan = await planRestore(shop.deps, { id: taken.id, safetyBackup: false });
  expect(plan.findings.filter(({ level }) => level === 'refuse')).toEqual([]);
  const { job, end } = await restoreInto(shop, taken.id);
  expect(end.side).toBe('new');
  expect([await orders(), await textsIn(shop, 'web', '/data')]).toEqual(['before', 'file=before']);
  const rehearsal = await takenJob(shop.deps.db, 'rehearse', shop.project, { archiveId: taken.id });
  const told = recording();
  const { state } = await runTaken(shop.deps.db, rehearseHandler(shop.deps), rehearsal, told);
  expect(state, told.told.lines.join('\n')).toBe('succeeded');
  await undoIn(shop, job);
  expect([await orders(), await textsIn(shop, 'web', '/data')]).toEqual(['before,after', 'file=after']);
});

test.each([
  ['Commit', 'old'],
  ['Place', 'new'],
])('a restore whose process is killed in “%s” ends wholly with the %s side, there and here', async (stage, side) => {
  await write('archived');
  await server.sql("truncate orders; insert into orders (what) values ('archived')");
  const { id } = await shop.backUp();
  await write('live');
  await server.sql("update orders set what = 'live'");
  const { deps, folder, project } = shop;
  const job = await takenJob(deps.db, 'restore', project, {
    ...{ id, project, safetyBackup: false },
    acceptForeign: true, // the process that is killed has a key of its own
  });
  await killIn({ folder, deps, layout: 'shop' }, job, stage, 0);
  const end = await recoverTaken(deps.db, restoreHandler(deps), job);
  const wanted = side === 'old' ? 'live' : 'archived';
  expect(end.side).toBe(side);
  expect([await orders(), await textsIn(shop, 'web', '/data')]).toEqual([wanted, `file=${wanted}`]);
  expect(await shop.states()).toEqual({ web: 'running', worker: 'running' });
});

test('keeps its password out of archives, logs and the environment of containers', async () => {
  const seen: string[] = [];
  const events = await shop.deps.docker.getEvents({ filters: { type: ['container'], event: ['create'] } });
  const inspecting: Promise<void>[] = [];
  events.on('data', (chunk: Buffer) => {
    for (const line of chunk.toString().split('\n').filter(Boolean)) {
      const { id } = JSON.parse(line) as { id: string };
      const inspected = shop.deps.docker.getContainer(id).inspect();
      inspecting.push(inspected.then((info) => void seen.push(JSON.stringify(info))).catch(() => undefined));
    }
  });
  const taken = await shop.backUp();
  (events as unknown as { destroy(): void }).destroy();
  await Promise.all(inspecting);
  const dumps = seen.filter((info) => info.includes(`holdfast-dump-`));
  expect(dumps.length).toBeGreaterThan(0);
  const archive = await shop.deps.store.read(taken.id);
  const written = await readFile(join(archive.folder, 'manifest.json'), 'utf8');
  for (const text of [...dumps, ...taken.lines, written, JSON.stringify(taken.evidence)])
    expect(text).not.toContain(JSON.stringify(server.place.password).slice(1, -1));
});

test('only the databases that the settings name are backed up', async () => {
  await name({ ...server.place, databases: ['shop'] });
  const { manifest } = await shop.backUp();
  expect(manifest.databases.map(({ name }) => name)).toEqual(['shop']);
  await name(server.place);
});

test('a server that does not answer is a refusal with the remedy, at the backup and in the plan, and nothing is held', async () => {
  const { id } = await shop.backUp();
  const states = await shop.states();
  await server.stop();
  try {
    const error = await shop.backUp().catch((thrown) => thrown);
    expect(reportOf(error)).toMatchObject({ code: 'postgres.not-reached', exit: 4 });
    expect(reportOf(error).title).toMatch(/ at [\d.]+:5432 does not answer: nothing answers: /);
    expect(await shop.states()).toEqual(states);
    await expect(checkPlace(shop.deps, server.place)).rejects.toMatchObject({ code: 'postgres.not-reached' });
    const plan = await planRestore(shop.deps, { id });
    expect(plan.findings).toContainEqual(
      expect.objectContaining({
        code: 'database.down',
        level: 'refuse',
        remedy: expect.stringContaining('See that the server runs'),
      }),
    );
    const asked = await askDatabases(shop.deps, await installationOf(shop.deps, shop.project));
    expect(asked.unasked).toContain('does not answer');
  } finally {
    await server.start();
  }
});

test('a wrong password is a clear error without the password in it', async () => {
  const error = await checkPlace(shop.deps, { ...server.place, password: 'not the right one' }).catch((e) => e);
  expect(reportOf(error)).toMatchObject({ code: 'postgres.sign-in-refused' });
  expect(wordsOf(error)).toContain('password authentication failed for user');
  expect(wordsOf(error)).not.toContain('not the right one');
});

test('a user that sees too little is refused; one that sees enough backs up, and is refused the restore', async () => {
  await server.sql("drop role if exists clerk; create role clerk login password 'clerk'");
  const clerk = { ...server.place, user: 'clerk', password: 'clerk' };
  await expect(checkPlace(shop.deps, clerk)).rejects.toMatchObject({
    code: 'postgres.too-few-rights',
    params: { missing: 'pg_monitor, pg_read_all_data' },
  });
  await name(clerk);
  await expect(shop.backUp()).rejects.toMatchObject({ code: 'postgres.too-few-rights' });
  await server.sql('grant pg_monitor, pg_read_all_data to clerk');
  await checkPlace(shop.deps, clerk);
  const before = await textsIn(shop, 'web', '/data');
  const taken = await shop.backUp();
  expect(taken.manifest.verdict).toBe('guaranteed');
  const plan = await planRestore(shop.deps, { id: taken.id });
  expect(plan.findings).toContainEqual(
    expect.objectContaining({ code: 'database.user', level: 'refuse', remedy: expect.stringContaining('superuser') }),
  );
  await write('later');
  await restoreInto(shop, taken.id, { only: ['volume=data'] });
  expect(await textsIn(shop, 'web', '/data')).toBe(before);
  await name(server.place);
});

test('the way to a server that offers it is encrypted, and backups go over it', async () => {
  await using other = await startTcpDatabase(shop.deps.docker, { encrypted: true });
  const { job, folder } = { job: newJobId(), folder: shop.folder };
  const address = serverElsewhere(other.place);
  {
    await using link = await openLink(shop.deps, { server: address, folder: { job, path: folder } });
    const session = await link.connect('shop', 'holdfast-test');
    const { rows } = await session.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
    await session.end();
    expect(rows).toEqual([{ ssl: true }]);
  }
  await other.sql('create table big as select i, md5(i::text) from generate_series(1, 50000) i');
  await name(other.place);
  const { manifest } = await shop.backUp();
  expect(manifest).toMatchObject({ verdict: 'guaranteed', databases: [{ name: 'shop', tables: [{ rows: 50_000 }] }] });
  await name(server.place);
});

test('a database that the server does not have is named', async () => {
  await expect(checkPlace(shop.deps, { ...server.place, databases: ['nowhere'] })).rejects.toMatchObject({
    code: 'postgres.no-such-database',
  });
});

describe('a server whose certificate must be checked', () => {
  let ca: Authority;
  let other: TcpDatabase;
  const checked = (place: Partial<DatabasePlace>) =>
    checkPlace(shop.deps, { ...other.place, sslmode: 'verify-full', ca: ca.pem, ...place });
  const certify = async (authority: Authority, name: string) => {
    await other.certificate?.signedBy(authority, name);
    const readAt = () => other.sql('select pg_conf_load_time()');
    const before = await readAt();
    await other.sql('select pg_reload_conf()');
    await vi.waitFor(async () => expect(await readAt()).not.toBe(before));
  };

  beforeAll(async () => {
    ca = await authority();
    other = await startTcpDatabase(shop.deps.docker, { encrypted: true });
  });
  afterAll(async () => {
    await other?.[Symbol.asyncDispose]();
    await ca?.[Symbol.asyncDispose]();
  });

  test('is backed up from and restored to where a CA that was pasted signed it for that host, by the tools too', async () => {
    await certify(ca, `IP:${other.place.host}`);
    const place = await checked({});
    await using link = await openLink(shop.deps, {
      server: serverElsewhere(place),
      folder: { job: newJobId(), path: shop.folder },
    });
    expect((await link.tools()).env).toMatchObject({ PGSSLMODE: 'verify-full', PGSSLROOTCERT: '/relay/ca.pem' });
    await other.sql("create table orders (what text); insert into orders values ('before')");
    await name(place);
    const { id, manifest } = await shop.backUp();
    expect(manifest.verdict).toBe('guaranteed');
    await other.sql("update orders set what = 'after'");
    expect((await restoreInto(shop, id)).end.side).toBe('new');
    expect(await other.sql('select what from orders')).toBe('before');
    await name(server.place);
  });

  test('is refused where nobody known signed it, where it bears another name, and where it is none', async () => {
    await certify(ca, `IP:${other.place.host}`);
    await using stranger = await authority();
    for (const wrong of [{ ca: null }, { ca: stranger.pem }])
      await expect(checked(wrong)).rejects.toMatchObject({ code: 'postgres.certificate-refused' });
    await certify(ca, 'DNS:another.example.com');
    const error = await checked({}).catch((thrown) => thrown);
    expect(reportOf(error)).toMatchObject({ code: 'postgres.certificate-refused', exit: 3 });
    expect(reportOf(error).title).toMatch(/its certificate is not trusted: .*altnames/);
    // Encrypting alone looks at no certificate, but wants one.
    await checked({ sslmode: 'require' });
    for (const sslmode of ['require', 'verify-full'] as const)
      await expect(checkPlace(shop.deps, { ...server.place, sslmode })).rejects.toMatchObject({
        code: 'postgres.not-encrypted',
      });
  });
});
