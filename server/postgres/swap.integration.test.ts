import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { newJobId } from '../archive/ids.ts';
import { readBlockers } from './blockers.ts';
import type { Cluster } from './cluster.ts';
import { closeAgain, fence, openForUs, reopen } from './fence.ts';
import { connectMaintenance, databaseOid } from './identity.ts';
import { databasesOf, dropDatabase } from './made-databases.ts';
import { databaseNames } from './names.ts';
import { readCluster } from './read-cluster.ts';
import { planRoleChanges, planRolesBack, type RoleChanges } from './role-changes.ts';
import { endInstallationSessions } from './sessions.ts';
import { prepareSnapshot } from './snapshot.ts';
import { ident } from './sql.ts';
import { commitSwap, type DatabaseSwap, whoIsLive } from './swap.ts';
import { connectAsApplication, startTestServer, type TestServer, until } from './testing/server.ts';

let server: TestServer;
let admin: pg.Client;
let swap: DatabaseSwap;
let job = newJobId();

/** As odd as names get: capitals, quotes, 63 bytes. */
const live = `Live "üDB" ${'x'.repeat(51)}`;
const noRoles: RoleChanges = { roles: [], grants: [], revokes: [] };

beforeAll(async () => {
  expect(Buffer.byteLength(live)).toBe(63);
  // The worst setting for a commit that must not be lost.
  server = await startTestServer(['max_prepared_transactions=5', 'synchronous_commit=off']);
});
afterAll(() => server[Symbol.asyncDispose]());

beforeEach(async () => {
  job = newJobId();
  admin = await connectMaintenance(server.link, [live], `holdfast-${job}-swap`);
  const { staged, kept } = databaseNames(job, 0);
  await admin.query(`CREATE DATABASE ${ident(live)} CONNECTION LIMIT 9`);
  await admin.query(`CREATE DATABASE ${staged} CONNECTION LIMIT 0`);
  await fill(live, 'old');
  await fill(staged, 'new');
  const [oldOid, newOid] = [await databaseOid(admin, live), await databaseOid(admin, staged)];
  swap = { live, staged, kept, oldOid, newOid: Number(newOid), connectionLimit: 33 };
});
afterEach(async () => {
  await admin.end();
  const cleaner = await connectAsApplication(server, 'postgres');
  await cleaner.query(`DROP DATABASE IF EXISTS ${ident(live)} WITH (FORCE)`);
  for (const { name } of await databasesOf(cleaner, job)) await dropDatabase(cleaner, name);
  await cleaner.query('DROP ROLE IF EXISTS app, other, env_role, newcomer');
  await cleaner.end();
});

async function fill(database: string, side: string): Promise<void> {
  const client = await connectAsApplication(server, database);
  await client.query(`CREATE TABLE side AS SELECT '${side}'::text AS side`);
  await client.end();
}

async function sideOf(database: string): Promise<string> {
  const client = await connectAsApplication(server, database);
  const { rows } = await client.query('SELECT side FROM side');
  await client.end();
  return rows[0].side;
}

/** Clients that connect again as soon as they are thrown out. */
function reconnectingClients(count: number): { stop(): Promise<void>; sides: Set<string> } {
  const sides = new Set<string>();
  let stopped = false;
  const loop = async (): Promise<void> => {
    while (!stopped) {
      const client = await connectAsApplication(server, live).catch(() => null);
      const result = await client?.query('SELECT side, pg_sleep(0.01) FROM side').catch(() => null);
      if (result) sides.add(result.rows[0].side);
      await client?.end().catch(() => undefined);
    }
  };
  const loops = Array.from({ length: count }, () => loop());
  const stop = async (): Promise<void> => {
    stopped = true;
    await Promise.all(loops);
  };
  return { sides, stop };
}

test('fences and swaps while twenty clients keep connecting', async () => {
  const clients = reconnectingClients(20);
  await until(async () => clients.sides.has('old'));
  await fence(admin, Number(swap.oldOid));
  await expect(connectAsApplication(server, live)).rejects.toThrow('not currently accepting connections');
  await commitSwap(admin, job, { databases: [swap], roles: noRoles });
  await until(async () => clients.sides.has('new'));
  await clients.stop();
  expect(await whoIsLive(admin, live)).toBe(swap.newOid);
  const { rows } = await admin.query(
    'SELECT datname, datallowconn, datconnlimit FROM pg_database WHERE oid = ANY($1)',
    [[swap.oldOid, swap.newOid]],
  );
  expect(rows).toContainEqual({ datname: live, datallowconn: true, datconnlimit: 33 });
  expect(rows).toContainEqual({ datname: swap.kept, datallowconn: false, datconnlimit: 9 });
});

test('commits once: a second commit changes nothing', async () => {
  await fence(admin, Number(swap.oldOid));
  await commitSwap(admin, job, { databases: [swap], roles: noRoles });
  await expect(commitSwap(admin, job, { databases: [swap], roles: noRoles })).rejects.toMatchObject({
    code: 'postgres.not-as-intended',
  });
  expect(await sideOf(live)).toBe('new');
});

test('does not commit onto another database than the intent names', async () => {
  const other = { ...swap, oldOid: Number(swap.oldOid) + 1 };
  await expect(commitSwap(admin, job, { databases: [other], roles: noRoles })).rejects.toMatchObject({
    code: 'postgres.not-as-intended',
  });
  expect(await sideOf(live)).toBe('old');
});

test('a server that dies between fence and commit leaves the old side, which reopens', async () => {
  await fence(admin, Number(swap.oldOid));
  await server.crash();
  await server.start();
  admin = await connectMaintenance(server.link, [live], `holdfast-${job}-swap`);
  expect(await whoIsLive(admin, live)).toBe(swap.oldOid);
  await reopen(admin, Number(swap.oldOid));
  await reopen(admin, Number(swap.oldOid));
  expect(await sideOf(live)).toBe('old');
});

test('a commit survives the death of the server although synchronous_commit is off', async () => {
  await fence(admin, Number(swap.oldOid));
  await commitSwap(admin, job, { databases: [swap], roles: noRoles });
  await server.crash();
  await server.start();
  admin = await connectMaintenance(server.link, [live], `holdfast-${job}-swap`);
  expect(await whoIsLive(admin, live)).toBe(swap.newOid);
  expect(await sideOf(live)).toBe('new');
});

test('undo is the same swap the other way round', async () => {
  await fence(admin, Number(swap.oldOid));
  await commitSwap(admin, job, { databases: [swap], roles: noRoles });
  const undo = {
    ...swap,
    staged: swap.kept,
    kept: swap.staged,
    oldOid: swap.newOid,
    newOid: Number(swap.oldOid),
    connectionLimit: 9,
  };
  await fence(admin, Number(swap.newOid));
  await commitSwap(admin, job, { databases: [undo], roles: noRoles });
  expect(await sideOf(live)).toBe('old');
  expect((await databasesOf(admin, job)).map(({ name }) => name)).toEqual([swap.staged]);
});

test('several databases go in the one commit, or none does', async () => {
  const second = { ...databaseNames(job, 1), live: 'second live' };
  await admin.query(`CREATE DATABASE ${ident(second.live)}`);
  await admin.query(`CREATE DATABASE ${second.staged}`);
  await fill(second.live, 'old');
  await fill(second.staged, 'new');
  const other: DatabaseSwap = {
    ...second,
    oldOid: await databaseOid(admin, second.live),
    newOid: await databaseOid(admin, second.staged),
    connectionLimit: -1,
  };
  try {
    for (const { oldOid } of [swap, other]) await fence(admin, Number(oldOid));
    const wrong = { ...other, newOid: Number(other.newOid) + 1 };
    await expect(commitSwap(admin, job, { databases: [swap, wrong], roles: noRoles })).rejects.toMatchObject({
      code: 'postgres.not-as-intended',
    });
    expect(await databaseOid(admin, live)).toBe(swap.oldOid);
    await commitSwap(admin, job, { databases: [swap, other], roles: noRoles });
    expect([await sideOf(live), await sideOf(second.live)]).toEqual(['new', 'new']);
  } finally {
    await admin.query(`DROP DATABASE IF EXISTS ${ident(second.live)} WITH (FORCE)`);
  }
});

test('an undo can go back to no database at all', async () => {
  const undo = { ...swap, staged: databaseNames(job, 8).staged, newOid: null };
  await fence(admin, Number(swap.oldOid));
  await commitSwap(admin, job, { databases: [undo], roles: noRoles });
  expect(await databaseOid(admin, live)).toBeNull();
  expect((await databasesOf(admin, job)).map(({ name }) => name)).toEqual([swap.kept, swap.staged]);
});

test('a kept database can be opened for us alone, and closed as it was', async () => {
  const oid = Number(swap.newOid);
  const { rows: before } = await admin.query('SELECT datallowconn, datconnlimit FROM pg_database WHERE oid = $1', [
    oid,
  ]);
  await closeAgain(admin, oid, 7);
  await openForUs(admin, oid);
  expect(await sideOf(swap.staged)).toBe('new');
  await closeAgain(admin, oid, 7);
  const { rows } = await admin.query('SELECT datallowconn, datconnlimit FROM pg_database WHERE oid = $1', [oid]);
  expect(before).toEqual([{ datallowconn: true, datconnlimit: 0 }]);
  expect(rows).toEqual([{ datallowconn: false, datconnlimit: 7 }]);
});

test('a database that is gone is only put in place', async () => {
  await admin.query(`DROP DATABASE ${ident(live)}`);
  await commitSwap(admin, job, { databases: [{ ...swap, oldOid: null }], roles: noRoles });
  expect(await sideOf(live)).toBe('new');
  expect(await databasesOf(admin, job)).toEqual([]);
});

test('a prepared transaction blocks, is named before the stop, and the commit changes nothing', async () => {
  const client = await connectAsApplication(server, live);
  await client.query(`BEGIN; INSERT INTO side VALUES ('half'); PREPARE TRANSACTION 'forgotten'`);
  expect(await readBlockers(admin, Number(swap.oldOid))).toMatchObject({
    prepared: ['forgotten'],
    sessions: [{ application: 'app', client: 'local', user: 'cybus-admin' }],
    slots: [],
    subscriptions: [],
  });
  await fence(admin, Number(swap.oldOid));
  await expect(commitSwap(admin, job, { databases: [swap], roles: noRoles })).rejects.toMatchObject({
    code: 'postgres.still-in-use',
  });
  await reopen(admin, Number(swap.oldOid));
  const again = await connectAsApplication(server, live);
  await again.query(`ROLLBACK PREPARED 'forgotten'`);
  await again.end();
  expect(await sideOf(live)).toBe('old');
});

test('drops what the job made and nothing else', async () => {
  await expect(dropDatabase(admin, live)).rejects.toMatchObject({ code: 'postgres.not-as-intended' });
  await expect(dropDatabase(admin, 'postgres')).rejects.toMatchObject({ code: 'postgres.not-as-intended' });
  await dropDatabase(admin, swap.staged);
  await dropDatabase(admin, swap.staged);
  expect(await databasesOf(admin, job)).toEqual([]);
});

test('works from template1 when postgres is the one that is swapped', async () => {
  const client = await connectMaintenance(server.link, ['postgres'], 'holdfast-x');
  expect((await client.query('SELECT current_database() AS name')).rows).toEqual([{ name: 'template1' }]);
  await client.end();
  await expect(connectMaintenance(server.link, ['postgres', 'template1'], 'holdfast-x')).rejects.toMatchObject({
    code: 'postgres.no-maintenance-database',
  });
});

test('the session statement sees the search path of its database', async () => {
  await admin.query(`ALTER DATABASE ${swap.staged} SET search_path = public`);
  expect(await endInstallationSessions(server.link, swap.staged, 'DELETE FROM side', 'holdfast-x')).toBe(1);
  expect(await endInstallationSessions(server.link, swap.staged, 'DELETE FROM nowhere', 'holdfast-x')).toBeNull();
  expect(
    await endInstallationSessions(server.link, swap.staged, 'DELETE FROM side WHERE nothing = 1', 'holdfast-x'),
  ).toBeNull();
  await expect(endInstallationSessions(server.link, swap.staged, 'DELETE FROM', 'holdfast-x')).rejects.toMatchObject({
    code: 'postgres.query-failed',
  });
});

async function archivedCluster(): Promise<Cluster> {
  await using prepared = await prepareSnapshot(server.link, live, `holdfast-${job}`);
  return await readCluster([await prepared.take()]);
}

const rolesNow = async (): Promise<unknown> =>
  (
    await admin.query(
      `SELECT rolname, rolpassword, rolcanlogin, rolconnlimit, rolvaliduntil, shobj_description(oid, 'pg_authid') AS comment,
              (SELECT array_agg(roleid::regrole::text) FROM pg_auth_members WHERE member = r.oid) AS groups,
              (SELECT setconfig FROM pg_db_role_setting WHERE setrole = r.oid AND setdatabase = 0) AS settings
         FROM pg_authid r WHERE rolname IN ('app', 'other', 'env_role', 'newcomer') ORDER BY 1`,
    )
  ).rows;

test('roles come back verbatim with the commit, keep what a container’s environment says, and go back on undo', async () => {
  await admin.query(`CREATE ROLE app LOGIN PASSWORD 'then' CONNECTION LIMIT 5 VALID UNTIL '2030-01-01'; CREATE ROLE other;
    CREATE ROLE env_role LOGIN PASSWORD 'env then'; GRANT other TO app; COMMENT ON ROLE app IS 'the app';
    ALTER ROLE app SET search_path = 'a, b', public`);
  const archived = await archivedCluster();
  const then = await rolesNow();
  await admin.query(`ALTER ROLE app NOLOGIN PASSWORD 'now' CONNECTION LIMIT -1 VALID UNTIL 'infinity'; REVOKE other FROM app;
    ALTER ROLE env_role PASSWORD 'env now'; COMMENT ON ROLE app IS NULL; ALTER ROLE app RESET ALL;
    GRANT app TO other; CREATE ROLE newcomer LOGIN PASSWORD 'later'`);
  const now = await rolesNow();

  const changes = await planRoleChanges(admin, archived, { keep: ['env_role'], made: [], takePasswords: true });
  expect(changes.roles.map(({ name }) => name)).toEqual(['app']);
  await fence(admin, Number(swap.oldOid));
  await commitSwap(admin, job, { databases: [swap], roles: changes });
  const [app, env, newcomer, other] = (await rolesNow()) as Record<string, unknown>[];
  expect([app, other]).toEqual((then as { rolname: string }[]).filter(({ rolname }) => rolname !== 'env_role'));
  expect([env, newcomer]).toEqual((now as { rolname: string }[]).slice(1, 3));

  const undo = { ...swap, staged: swap.kept, kept: swap.staged, oldOid: swap.newOid, newOid: Number(swap.oldOid) };
  await admin.query('DROP ROLE newcomer');
  await fence(admin, Number(swap.newOid));
  await commitSwap(admin, job, { databases: [undo], roles: await planRolesBack(admin, changes) });
  expect(await rolesNow()).toEqual((now as { rolname: string }[]).filter(({ rolname }) => rolname !== 'newcomer'));
});

test('roles of another installation bring no passwords', async () => {
  await admin.query(`CREATE ROLE app LOGIN PASSWORD 'theirs'; CREATE ROLE other LOGIN PASSWORD 'theirs too'`);
  const archived = await archivedCluster();
  await admin.query(`ALTER ROLE app PASSWORD 'ours'; ALTER ROLE other NOLOGIN PASSWORD NULL`);
  const ours = (await rolesNow()) as { rolpassword: string }[];
  const changes = await planRoleChanges(admin, archived, { keep: [], made: ['other'], takePasswords: false });
  await fence(admin, Number(swap.oldOid));
  await commitSwap(admin, job, { databases: [swap], roles: changes });
  const after = (await rolesNow()) as { rolpassword: string | null }[];
  expect(after.map(({ rolpassword }) => rolpassword)).toEqual([ours[0]?.rolpassword, null]);
});

test('a failed commit leaves roles as they were', async () => {
  await admin.query(`CREATE ROLE app LOGIN PASSWORD 'then'`);
  const archived = await archivedCluster();
  await admin.query(`ALTER ROLE app PASSWORD 'now'`);
  const before = await rolesNow();
  const changes = await planRoleChanges(admin, archived, { keep: [], made: [], takePasswords: true });
  await expect(
    commitSwap(admin, job, { databases: [{ ...swap, newOid: Number(swap.newOid) + 1 }], roles: changes }),
  ).rejects.toMatchObject({ code: 'postgres.not-as-intended' });
  expect(await rolesNow()).toEqual(before);
});
