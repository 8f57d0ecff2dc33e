import { afterAll, beforeAll, expect, test } from 'vitest';
import { movesBetween, readRowMarks, rowMovesSince } from './row-marks.ts';
import { connectAsApplication, startTestServer, type TestServer } from './testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

async function inDatabase(database: string, ...statements: string[]): Promise<void> {
  const client = await connectAsApplication(server, database);
  for (const statement of statements) await client.query(statement);
  await client.end();
}

const marks = (database: string) => readRowMarks(server.link, database, 'holdfast-x-marks');
const moves = async (database: string, then: Awaited<ReturnType<typeof marks>>) =>
  rowMovesSince(server.link, database, then, 'holdfast-x-marks');

test('what was written since is counted exactly, table by table, also where as many rows came as went', async () => {
  await inDatabase('postgres', 'CREATE DATABASE counted');
  await inDatabase(
    'counted',
    'CREATE TABLE users AS SELECT generate_series(1, 10) AS id',
    'CREATE TABLE still AS SELECT 1 AS id',
    'CREATE TABLE gone AS SELECT generate_series(1, 3) AS id',
  );
  const then = await marks('counted');
  expect(await moves('counted', then)).toEqual({ exact: true, tables: [] });
  await inDatabase(
    'counted',
    'INSERT INTO users VALUES (11), (12)',
    'DELETE FROM users WHERE id < 3',
    'UPDATE users SET id = 30 WHERE id = 3',
    'DROP TABLE gone',
    'CREATE TABLE made AS SELECT 1 AS id',
    'SELECT count(*) FROM still',
  );
  const found = () => moves('counted', then);
  await expect.poll(async () => (await found()).tables.length).toBe(3);
  expect((await found()).tables.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
    { schema: 'public', name: 'gone', inserted: 0, updated: 0, deleted: 3, rowsThen: 3, rowsNow: null },
    { schema: 'public', name: 'made', inserted: 1, updated: 0, deleted: 0, rowsThen: null, rowsNow: 1 },
    { schema: 'public', name: 'users', inserted: 2, updated: 1, deleted: 2, rowsThen: 10, rowsNow: 10 },
  ]);
});

test('after a crash of the server the numbers of rows are compared, and it says so', async () => {
  await inDatabase('postgres', 'CREATE DATABASE crashed');
  await inDatabase(
    'crashed',
    'CREATE TABLE users AS SELECT generate_series(1, 10) AS id',
    'INSERT INTO users VALUES (1)',
  );
  const then = await marks('crashed');
  await inDatabase('crashed', 'DELETE FROM users WHERE id < 4', 'CHECKPOINT');
  await server.crash();
  await server.start();
  expect(await moves('crashed', then)).toEqual({
    exact: false,
    tables: [{ schema: 'public', name: 'users', inserted: 0, updated: 0, deleted: 0, rowsThen: 11, rowsNow: 7 }],
  });
});

test('counters that fell are not believed, whatever the server says of a reset', () => {
  const table = { schema: 'public', name: 't', rows: 5, updated: 0, deleted: 0 };
  const found = movesBetween(
    { resetAt: null, tables: [{ ...table, inserted: 9 }] },
    { resetAt: null, tables: [{ ...table, rows: 6, inserted: 1 }] },
  );
  expect(found).toMatchObject({ exact: false, tables: [{ inserted: 0, rowsThen: 5, rowsNow: 6 }] });
});
