import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Shop, startShop } from '../../engine/backup/testing/shop.ts';
import { authority } from '../../engine/testing/certificates.ts';
import { startTcpDatabase, type TcpDatabase } from '../../engine/testing/tcp-database.ts';
import { databasePlaceOf, finishJob, saveDatabasePlace } from '../../store/index.ts';
import { callerOf, someone, temporaryApp } from '../testing.ts';

let app: Awaited<ReturnType<typeof temporaryApp>>;
let shop: Shop;
let server: TcpDatabase;

beforeAll(async () => {
  app = await temporaryApp();
  shop = await startShop({ volumes: ['data'], database: false });
  server = await startTcpDatabase(shop.deps.docker);
  Object.assign(app.deps, { docker: shop.deps.docker, helperImage: shop.deps.helperImage });
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await shop?.[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const admin = () => callerOf(app, someone('admin'));
const given = () => {
  const { host, port, user, password } = server.place;
  return { host, port, user, password, databases: ['shop'] };
};
const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error) => error.cause?.code ?? error.code,
  );

test('a database outside Docker is saved once a connection to it has succeeded, and the project is listed', async () => {
  const { installations, audit } = admin();
  const { project } = shop;
  const projects = async () => (await installations.list()).map((one) => one.project);
  expect(await projects()).not.toContain(project);
  expect(await codeOf(installations.get({ project }))).toBe('installation.no-database');

  const wrong = { ...given(), password: 'not this one' };
  expect(await codeOf(installations.setDatabase({ project, database: wrong }))).toBe('postgres.sign-in-refused');
  expect(await codeOf(installations.setDatabase({ project: 'nobodys', database: given() }))).toBe(
    'installation.unknown',
  );
  expect(await databasePlaceOf(app.deps.db, project)).toBeNull();

  await installations.setDatabase({ project, database: given() });
  expect(await projects()).toContain(project);
  const { host, port, user } = server.place;
  expect(await installations.discover({ project })).toMatchObject({
    databases: [
      { container: `${host}:${port}`, name: 'shop', user, reason: `reached at ${host}:${port} by the settings` },
    ],
  });

  const shown = await callerOf(app, someone('viewer')).installations.settings({ project });
  expect(shown.database).toEqual({
    host,
    port,
    user,
    databases: ['shop'],
    sslmode: 'prefer',
    ca: null,
    serverVersion: expect.stringMatching(/^15/),
  });
  expect((await audit.list({})).rows[0]).toMatchObject({
    what: `Reach the database of ${project} at ${host}:${port} as ${user} (sslmode prefer).`,
    outcome: 'done',
  });
});

test('the kept password goes to no other server, and to no other user', async () => {
  const { installations } = admin();
  const { project } = shop;
  const { password: _, ...without } = given();
  await installations.setDatabase({ project, database: { ...without, databases: [] } });
  expect(await databasePlaceOf(app.deps.db, project)).toMatchObject({ password: server.place.password, databases: [] });
  for (const other of [{ host: '127.0.0.1' }, { port: 5433 }, { user: 'postgres' }])
    expect(await codeOf(installations.setDatabase({ project, database: { ...without, ...other } }))).toBe(
      'installation.password-needed',
    );
});

test('nor to one that proves less of who it is than the one it was given for', async () => {
  await using ca = await authority();
  await using other = await authority();
  const { installations } = admin();
  const { project } = shop;
  const { password: _, ...without } = given();
  const known = await databasePlaceOf(app.deps.db, project);
  if (!known) throw new Error('there is no place');
  const kept = { ...known, sslmode: 'verify-full' as const, ca: ca.pem };
  await saveDatabasePlace(app.deps.db, project, kept);
  const tried = (proof: object) => codeOf(installations.setDatabase({ project, database: { ...without, ...proof } }));
  for (const less of [
    {},
    { sslmode: 'require' },
    { sslmode: 'verify-full' },
    { sslmode: 'verify-full', ca: other.pem },
  ])
    expect(await tried(less)).toBe('installation.password-needed');
  // As much of it: the server is asked, and offers no encryption.
  expect(await tried({ sslmode: 'verify-full', ca: ca.pem })).toBe('postgres.not-encrypted');
  expect(await tried({ sslmode: 'verify-full', ca: 'no certificate' })).toBe('BAD_REQUEST');
  await saveDatabasePlace(app.deps.db, project, known);
});

test('while a job of the project is under way, its database stays where it is', async () => {
  const { installations, backups } = admin();
  const { project } = shop;
  const { jobId } = await backups.start({ project });
  expect(await codeOf(installations.setDatabase({ project, database: null }))).toBe('installation.busy');
  expect(await databasePlaceOf(app.deps.db, project)).not.toBeNull();
  await finishJob(app.deps.db, jobId, { state: 'cancelled' }, new Date());
});

test('a project whose place is taken away has the database among its containers again', async () => {
  const { installations } = admin();
  await installations.setDatabase({ project: shop.project, database: null });
  expect(await codeOf(installations.get({ project: shop.project }))).toBe('installation.no-database');
});
