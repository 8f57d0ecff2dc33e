import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readActivity } from './activity.ts';
import { agreementNames } from './agreement.ts';
import { connectMaintenance, serverIdentity } from './identity.ts';
import { type PreparedSnapshot, prepareSnapshot } from './snapshot.ts';
import { connectAsApplication, startTestServer, type TestServer, until } from './testing/server.ts';

let server: TestServer;
let admin: pg.Client;
let app: pg.Client;
let prepared: PreparedSnapshot;

beforeAll(async () => {
  server = await startTestServer(['max_prepared_transactions=5', 'autovacuum=off']);
  admin = await connectMaintenance(server.link, ['live'], 'holdfast-test');
  await admin.query('CREATE DATABASE live');
});
afterAll(async () => {
  await admin.end();
  await server[Symbol.asyncDispose]();
});
beforeEach(async () => {
  app = await connectAsApplication(server, 'live');
  await app.query(
    'DROP TABLE IF EXISTS a, b; CREATE TABLE a (i int); CREATE TABLE b (i int); CREATE SEQUENCE IF NOT EXISTS s',
  );
  await flushCounters();
  prepared = await prepareSnapshot(server.link, 'live', 'holdfast-test');
});
afterEach(async () => {
  await prepared[Symbol.asyncDispose]();
  await app.end();
});

/** Counters go out at most once a second; this brings them out with the end of the next statement. */
async function flushCounters(): Promise<void> {
  await app.query('SELECT pg_stat_force_next_flush()');
}

const look = () => readActivity(admin, ['live']);

test('nobody does anything: nothing is open', async () => {
  expect(await look()).toEqual({ open: [], noted: [], prepared: [] });
});

test('a client that wrote and has not committed is open', async () => {
  await app.query('BEGIN; INSERT INTO a VALUES (1)');
  expect((await look()).open).toEqual([
    { database: 'live', application: 'app', client: 'local', state: 'idle in transaction' },
  ]);
});

test('a client that is running a statement is open', async () => {
  const sleeping = app.query('SELECT pg_sleep(60)').catch(() => undefined);
  await until(async () => (await look()).open.length === 1);
  await admin.query(`SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE application_name = 'app'`);
  await sleeping;
});

test('idle in a transaction that only read, and other databases, are noted and do not block', async () => {
  await app.query('BEGIN; SELECT FROM a');
  const other = await connectAsApplication(server, 'postgres');
  await other.query('CREATE TEMP TABLE t (i int); BEGIN; INSERT INTO t VALUES (1)');
  const { open, noted } = await look();
  expect(open).toEqual([]);
  expect(noted.map(({ database }) => database)).toEqual(['live', 'postgres']);
  await other.end();
});

test('a prepared transaction is named', async () => {
  await app.query(`BEGIN; INSERT INTO a VALUES (1); PREPARE TRANSACTION 'two phases'`);
  expect((await look()).prepared).toEqual(['two phases']);
  await app.query(`ROLLBACK PREPARED 'two phases'`);
});

test('a table that somebody holds locked gives up the snapshot, and the next try works', async () => {
  await app.query('BEGIN; TRUNCATE a');
  await expect(prepared.take()).rejects.toMatchObject({ code: 'postgres.open-transaction' });
  await app.query('COMMIT');
  expect((await prepared.take()).id).toMatch(/^[0-9A-F-]+$/);
});

test('a table made or dropped since the list was read is no obstacle', async () => {
  await app.query('DROP TABLE a; CREATE TABLE c (i int)');
  const snapshot = await prepared.take();
  expect(snapshot.relations.tables.map(({ name }) => name).sort()).toEqual(['b', 'c']);
  await prepared.release();
  await app.query('DROP TABLE c');
});

test('sequences are those of the moment, though nextval goes on', async () => {
  await app.query(`SELECT setval('s', 41)`);
  const snapshot = await prepared.take();
  await app.query(`SELECT nextval('s')`);
  expect(snapshot.sequences).toEqual([{ schema: 'public', name: 's', lastValue: '41', isCalled: true }]);
});

test('nothing moved in a still database', async () => {
  const snapshot = await prepared.take();
  expect(await snapshot.movedSince()).toEqual({ horizon: snapshot.horizon, moved: false, tables: [], explained: true });
});

test('a write between the ends is seen, with its table', async () => {
  const snapshot = await prepared.take();
  await app.query('INSERT INTO b VALUES (1)');
  await flushCounters();
  const move = await snapshot.movedSince();
  expect(move).toMatchObject({ moved: true, tables: ['public.b'], explained: false });
});

test('a write whose counters are not out yet is seen all the same', async () => {
  const snapshot = await prepared.take();
  await app.query('INSERT INTO b VALUES (1)');
  expect(await snapshot.movedSince()).toMatchObject({ moved: true, explained: false });
});

test('ANALYZE takes a transaction id and is no change', async () => {
  await app.query('INSERT INTO b VALUES (1)');
  const snapshot = await prepared.take();
  await app.query('ANALYZE b');
  expect(await snapshot.movedSince()).toMatchObject({ moved: true, explained: true, tables: [] });
});

test('the agreement query reads the snapshot, in its own search path, and cannot write', async () => {
  await app.query('INSERT INTO a VALUES (2), (1)');
  const snapshot = await prepared.take();
  await app.query('INSERT INTO a VALUES (3)');
  expect(await agreementNames(snapshot.client, 'SELECT i FROM a')).toEqual({ names: ['1', '2'] });
  await expect(agreementNames(snapshot.client, 'DELETE FROM a')).rejects.toMatchObject({
    code: 'postgres.query-failed',
  });
  expect(await agreementNames(snapshot.client, 'SELECT i FROM a')).toEqual({ names: ['1', '2'] });
});

test('settings of the database that would cut a session short do not reach ours', async () => {
  await admin.query(
    `ALTER DATABASE live SET statement_timeout = '1ms'; ALTER DATABASE live SET default_transaction_read_only = on`,
  );
  const client = await server.link.connect('live', 'holdfast-test');
  const { rows } = await client.query(
    `SELECT current_setting('statement_timeout') AS timeout, current_setting('default_transaction_read_only') AS readonly`,
  );
  expect(rows).toEqual([{ timeout: '0', readonly: 'off' }]);
  await client.end();
  await admin.query('ALTER DATABASE live RESET ALL');
});

test('says what the server is', async () => {
  expect(await serverIdentity(admin)).toMatchObject({
    major: 15,
    superuser: true,
    dataDirectory: expect.stringContaining('holdfast-pg-'),
  });
});
