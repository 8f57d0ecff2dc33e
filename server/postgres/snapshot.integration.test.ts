import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readInventory } from './inventory.ts';
import { type PreparedSnapshot, prepareSnapshot } from './snapshot.ts';
import { richDatabase, richRoles } from './testing/rich.ts';
import { connectAsApplication, startTestServer, type TestServer, until } from './testing/server.ts';

let server: TestServer;
let app: pg.Client;
let prepared: PreparedSnapshot;

beforeAll(async () => {
  server = await startTestServer();
  const admin = await connectAsApplication(server, 'postgres');
  await admin.query(richRoles);
  await admin.end();
});
afterAll(() => server[Symbol.asyncDispose]());

beforeEach(async () => {
  const admin = await connectAsApplication(server, 'postgres');
  await admin.query('CREATE DATABASE live');
  await admin.end();
  app = await connectAsApplication(server, 'live');
  await app.query(richDatabase);
  prepared = await prepareSnapshot(server.link, 'live', 'holdfast-test');
});
afterEach(async () => {
  await prepared[Symbol.asyncDispose]();
  await app.end();
  const admin = await connectAsApplication(server, 'postgres');
  await admin.query('DROP DATABASE live WITH (FORCE)');
  await admin.end();
});

/** Sends a statement of the application; returns when it is done or waits for a lock. */
async function afterTheThaw(statement: string): Promise<void> {
  let ended = false;
  const end = (): void => {
    ended = true;
  };
  app.query(statement).then(end, end);
  const onlooker = await connectAsApplication(server, 'postgres');
  await until(async () => {
    const waiting = await onlooker.query(
      `SELECT FROM pg_stat_activity WHERE application_name = 'app' AND wait_event_type = 'Lock'`,
    );
    return ended || waiting.rowCount === 1;
  });
  await onlooker.end();
}

for (const statement of [
  'TRUNCATE services',
  'TRUNCATE scratch', // no view, which would be locked with it, reads this one
  'ALTER TABLE dropped_column ALTER a TYPE text',
  'DROP TABLE services',
  'ALTER TABLE services ALTER code TYPE text',
  'DROP VIEW people',
  'DROP MATERIALIZED VIEW totals',
  "ALTER TYPE mood ADD VALUE 'angry'",
  'ALTER TYPE pair ADD ATTRIBUTE c int',
  'DELETE FROM services',
]) {
  test(`a snapshot holds against ${statement} after the thaw`, async () => {
    const before = await prepared.take();
    const expected = await readInventory(before);
    await prepared.release();

    const snapshot = await prepared.take();
    const running = afterTheThaw(statement);
    await running
      .then(
        () => undefined,
        () => undefined,
      )
      .catch(() => undefined);
    const found = await readInventory(snapshot);
    expect(found.tables).toEqual(expected.tables);
    expect(found.structure).toBe(expected.structure);
    expect(found.tables.find((table) => table.name === 'services')?.rows).toBe(300);
  });
}
