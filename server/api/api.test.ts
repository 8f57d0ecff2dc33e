import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAccount, createToken, endSessionsBefore, openSetup } from '../auth/index.ts';
import type { RestoreReport } from '../contract/restores.ts';
import { addSessionNotice, getJob, listAudit, saveRestore, takeNextJob } from '../store/index.ts';
import { callerOf, someone, temporaryApp } from './testing.ts';
import { watchNotices } from './views/watch-notices.ts';

let app: Awaited<ReturnType<typeof temporaryApp>>;
beforeEach(async () => {
  app = await temporaryApp();
});
afterEach(async () => {
  await app[Symbol.asyncDispose]();
});

const password = 'correct horse battery';
const admin = () => callerOf(app, someone('admin', 'anna'));

test('the first administrator is made by the one-time token, and then no more', async () => {
  const token = (await openSetup(app.deps.db, app.config.stateFolder)) ?? '';
  const nobody = callerOf(app, null);
  expect(await nobody.session.setupNeeded()).toEqual({ needed: true });
  await nobody.session.setUp({ token, name: 'anna', password });
  expect(await nobody.session.setupNeeded()).toEqual({ needed: false });
  expect(await admin().accounts.list()).toMatchObject([{ name: 'anna', role: 'admin', sessions: 0 }]);
});

test('every change is written to the audit log with who, what and how it ended, and without secrets', async () => {
  await admin().accounts.create({ name: 'ben', role: 'operator', password });
  const { token } = await admin().tokens.create({ name: 'ci', role: 'viewer' });
  await callerOf(app, someone('viewer', 'vera'))
    .archives.pin({ id: '20260101-000000-aaaa' as never, pinned: true })
    .catch(() => undefined);
  const { rows } = await admin().audit.list();
  expect(rows).toMatchObject([
    { who: 'vera', action: 'archives.pin', outcome: 'refused', from: '192.0.2.1' },
    { who: 'anna', action: 'tokens.create', what: 'Make the API token ci with the role viewer.', outcome: 'done' },
    { who: 'anna', action: 'accounts.create', what: 'Make the account ben with the role operator.', outcome: 'done' },
  ]);
  expect(JSON.stringify(rows)).not.toContain(password);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('looking leaves no trace in the audit log', async () => {
  await admin().archives.list();
  await admin().jobs.list();
  expect(await listAudit(app.deps.db)).toEqual([]);
});

test('a backup asked for twice with one key is one job; another’s key is another’s', async () => {
  const ask = { project: 'shop', idempotencyKey: 'key-00001' };
  const first = await admin().backups.start(ask);
  expect(await admin().backups.start(ask)).toEqual(first);
  expect(await callerOf(app, someone('operator', 'olaf')).backups.start(ask)).not.toEqual(first);
  expect(await getJob(app.deps.db, first.jobId)).toMatchObject({
    kind: 'backup',
    project: 'shop',
    subject: 'Back up shop',
    createdBy: 'anna',
    args: { project: 'shop', trigger: 'manual' },
  });
});

test('an administrator chooses the profile of an installation among those that there are, or leaves it detected', async () => {
  const { installations } = admin();
  const rest = { project: 'shop', include: [], exclude: [], includeEnvironment: false };
  const present = async () => (await installations.settings({ project: 'shop' })).profile;
  expect(await present()).toBeNull();
  await installations.configure({ ...rest, profile: 'compose' });
  expect(await present()).toBe('compose');
  await expect(installations.configure({ ...rest, profile: 'unheard-of' })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
  expect(await present()).toBe('compose');
  await installations.configure({ ...rest, profile: null });
  expect(await present()).toBeNull();
});

test('a backup of the only installation says that Docker does not answer, and queues nothing', async () => {
  const attempt = admin().backups.start({});
  await expect(attempt).rejects.toMatchObject({ cause: { code: 'docker.unreachable' } });
  expect((await admin().jobs.list()).rows).toEqual([]);
});

test('home stands without Docker and says why the installation is missing', async () => {
  const home = await admin().home.get();
  expect(home).toMatchObject({ installation: null, problem: { code: 'docker.unreachable' }, last: null, archives: 0 });
  expect(home.days).toHaveLength(30);
});

test('operators cancel their own jobs only, administrators any', async () => {
  const { jobId: id } = await admin().backups.start({ project: 'shop' });
  const olaf = callerOf(app, someone('operator', 'olaf'));
  await expect(olaf.jobs.cancel({ id })).rejects.toMatchObject({ cause: { code: 'access.role-too-low' } });
  expect((await admin().jobs.cancel({ id })).cancel).toContain('out of the queue');
  const own = await olaf.backups.start({ project: 'shop' });
  await olaf.jobs.cancel({ id: own.jobId });
  expect(await takeNextJob(app.deps.db, new Date())).toBeNull();
});

test('a restore of an archive there isn’t, or of one part alone, starts nothing', async () => {
  const id = '20260101-000000-aaaa' as never;
  await expect(admin().restores.start({ id, confirm: 'x' })).rejects.toMatchObject({
    cause: { code: 'store.unknown' },
  });
  await expect(admin().restores.start({ id, project: 'shop', confirm: 'shopp' })).rejects.toMatchObject({
    cause: { code: 'api.not-confirmed' },
  });
  await expect(admin().restores.start({ id, project: 'shop', confirm: 'shop', only: ['files'] })).rejects.toMatchObject(
    { code: 'BAD_REQUEST' },
  );
  expect((await admin().jobs.list()).rows).toEqual([]);
});

test('steps of a restore are ticked off and stay in the notices until all are', async () => {
  const { jobId } = await admin().backups.start({ project: 'shop' });
  const step = (id: string) => ({ id, text: `Do ${id}.`, commands: [], done: false });
  const report = { steps: [step('one'), step('two')], kept: null } as unknown as RestoreReport;
  await saveRestore(app.deps.db, {
    jobId,
    project: 'shop',
    archiveId: '20260101-000000-aaaa' as never,
    committedAt: null,
    undoUntil: null,
    report,
    kept: null,
    services: [],
  });
  await admin().restores.tick({ jobId, stepId: 'one', done: true });
  expect((await admin().notices.get()).openSteps).toMatchObject([{ jobId, open: 1, total: 2, next: 'Do two.' }]);
  await admin().restores.tick({ jobId, stepId: 'two', done: true });
  expect((await admin().notices.get()).openSteps).toEqual([]);
  await expect(admin().restores.undo({ jobId, confirm: 'shop' })).rejects.toMatchObject({
    cause: { code: 'restore.nothing-kept' },
  });
});

test('an open page is told of the restore that ended its session, and then its stream ends', async () => {
  const { db } = app.deps;
  await createAccount(db, { name: 'anna', role: 'admin', password });
  const { id } = await db.selectFrom('accounts').select('id').executeTakeFirstOrThrow();
  const old = '2026-01-01T00:00:00.000Z';
  await db
    .insertInto('sessions')
    .values({
      id: 'here',
      sha256: 'x',
      account_id: id,
      created_at: old,
      last_seen_at: old,
      expires_at: '2999-01-01',
      address: '',
    })
    .execute();
  const stream = watchNotices(app, someone('admin', 'anna'), new AbortController().signal);
  expect((await stream.next()).value?.sessions).toBeNull();
  await endSessionsBefore(db, new Date());
  await addSessionNotice(db, {
    project: 'shop',
    jobId: 'abcdefabcdef' as never,
    at: new Date().toISOString(),
    message: 'Sign in again.',
  });
  expect((await stream.next()).value?.sessions).toMatchObject({ message: 'Sign in again.' });
  await expect(stream.next()).rejects.toMatchObject({ code: 'access.not-signed-in' });
});

test('an API token’s stream outlives the sessions that a restore ends', async () => {
  await createToken(app.deps.db, { name: 'ci', role: 'admin', createdBy: 'anna' });
  const token = (await admin().tokens.list())[0];
  const actor = { ...someone('admin', 'ci'), id: token?.id ?? '', via: 'token', sessionId: null } as const;
  const stream = watchNotices(app, actor, new AbortController().signal);
  await stream.next();
  await endSessionsBefore(app.deps.db, new Date());
  await admin().backups.start({ project: 'shop' });
  expect((await stream.next()).value?.running).toMatchObject([{ kind: 'backup', project: 'shop' }]);
  await stream.return(undefined);
});
