import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccount, createToken, handleAuth } from '../auth/index.ts';
import type { Role } from '../contract/access.ts';
import { listAudit } from '../store/index.ts';
import { appRouter } from './router.ts';
import { callerOf, errorIn, send, someone, temporaryApp } from './testing.ts';

let app: Awaited<ReturnType<typeof temporaryApp>>;
beforeAll(async () => {
  app = await temporaryApp();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

/** Written down by hand, from the contract: a procedure that is not here fails the test. */
const leastRole: Record<string, Role | 'public'> = {
  'session.me': 'viewer',
  'session.setupNeeded': 'public',
  'session.setUp': 'public',
  'session.changePassword': 'viewer',
  'installations.list': 'viewer',
  'installations.get': 'viewer',
  'installations.discover': 'viewer',
  'installations.configure': 'admin',
  'installations.setDatabase': 'admin',
  'installations.settings': 'viewer',
  'home.get': 'viewer',
  'archives.list': 'viewer',
  'archives.get': 'viewer',
  'archives.note': 'operator',
  'archives.pin': 'operator',
  'archives.delete': 'admin',
  'archives.verify': 'operator',
  'archives.rehearse': 'operator',
  'archives.rehearsal': 'viewer',
  'compare.get': 'viewer',
  'compare.files': 'viewer',
  'files.list': 'viewer',
  'files.contents': 'viewer',
  'backups.start': 'operator',
  'uploads.list': 'admin',
  'uploads.discard': 'admin',
  'uploads.retry': 'admin',
  'restores.plan': 'viewer',
  'restores.start': 'admin',
  'restores.report': 'viewer',
  'restores.tick': 'operator',
  'restores.undo': 'admin',
  'restores.undoPlan': 'viewer',
  'restores.clearKept': 'admin',
  'restarts.state': 'viewer',
  'restarts.start': 'admin',
  'jobs.list': 'viewer',
  'jobs.get': 'viewer',
  'jobs.log': 'viewer',
  'jobs.cancel': 'operator',
  'jobs.watch': 'viewer',
  'notices.get': 'viewer',
  'notices.watch': 'viewer',
  'store.get': 'viewer',
  'accounts.list': 'admin',
  'accounts.create': 'admin',
  'accounts.setRole': 'admin',
  'accounts.resetPassword': 'admin',
  'accounts.remove': 'admin',
  'tokens.list': 'admin',
  'tokens.create': 'admin',
  'tokens.revoke': 'admin',
  'audit.list': 'admin',
};
const below: Record<Role, Role | null> = { viewer: null, operator: 'viewer', admin: 'operator' };

/** tRPC keeps it at the procedure, outside its types. */
const kindOf = (procedure: unknown) => (procedure as { _def: { type: string } })._def.type;

type Call = (input?: unknown) => Promise<unknown>;

function call(path: string, role: Role | null): Promise<unknown> {
  const [noun = '', verb = ''] = path.split('.');
  const nouns = callerOf(app, role && someone(role)) as unknown as Record<string, Record<string, Call>>;
  return nouns[noun]?.[verb]?.() ?? Promise.reject(new Error(`there is no ${path}`));
}

const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'let through',
    (error) => error.cause?.code ?? error.code,
  );

test('the list above names every procedure', () => {
  expect(Object.keys(appRouter._def.procedures).sort()).toEqual(Object.keys(leastRole).sort());
});

for (const [path, role] of Object.entries(leastRole)) {
  if (role === 'public') continue;
  test(`${path} is refused to nobody and to the role below ${role}, and not to ${role}`, async () => {
    expect(await codeOf(call(path, null))).toBe('access.not-signed-in');
    const lower = below[role];
    if (lower) expect(await codeOf(call(path, lower))).toBe('access.role-too-low');
    expect(await codeOf(call(path, role))).not.toMatch(/^access\.(not-signed-in|role)/);
  });
}

test('what changes state is refused as a GET, with a session and with a token', async () => {
  const token = await createToken(app.deps.db, { name: 'ci', role: 'admin', createdBy: 'anna' });
  const [before] = await listAudit(app.deps.db);
  const changes = Object.entries(appRouter._def.procedures).filter(([, each]) => kindOf(each) === 'mutation');
  expect(changes.length).toBeGreaterThan(15);
  for (const [path] of changes) {
    const request = new Request(`http://holdfast.test/api/trpc/${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([path, (await send(app, request)).status]).toEqual([path, 405]);
  }
  expect((await listAudit(app.deps.db))[0]).toEqual(before);
});

test('a page elsewhere cannot use a browser’s session to delete an archive', async () => {
  await createAccount(app.deps.db, { name: 'anna', role: 'admin', password: 'correct horse battery' });
  const signIn = new Request('http://holdfast.test/api/auth/sign-in', {
    method: 'POST',
    headers: { origin: 'http://holdfast.test' },
    body: JSON.stringify({ name: 'anna', password: 'correct horse battery' }),
  });
  const cookie = (await handleAuth(signIn, 'sign-in', app.auth)).headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const post = (origin: string) =>
    send(
      app,
      new Request('http://holdfast.test/api/trpc/archives.delete', {
        method: 'POST',
        headers: { cookie, origin, 'content-type': 'application/json' },
        body: JSON.stringify({ json: { id: '20260101-000000-aaaa' } }),
      }),
    );
  const elsewhere = await post('http://evil.test');
  expect(elsewhere.status).toBe(403);
  expect((await errorIn(elsewhere)).data.report).toMatchObject({ code: 'access.cross-site' });
  const here = await post('http://holdfast.test');
  expect(here.status).toBe(404);
  expect((await errorIn(here)).data.report).toMatchObject({ code: 'store.unknown', exit: 2 });
});

test('an error tells its report and its status, and neither stack nor path of the server', async () => {
  const response = await send(app, new Request('http://holdfast.test/api/trpc/session.me'));
  expect(response.status).toBe(401);
  const error = await errorIn(response);
  expect(error.data).toMatchObject({
    code: 'UNAUTHORIZED',
    httpStatus: 401,
    report: { code: 'access.not-signed-in', exit: 4 },
  });
  expect(JSON.stringify(error)).not.toMatch(/stack|\.ts|node_modules/);
});

test('a wrong token is named as such, and a wrong input names its field', async () => {
  const wrong = new Request('http://holdfast.test/api/trpc/session.me', {
    headers: { authorization: 'Bearer hft_no' },
  });
  expect((await errorIn(await send(app, wrong))).data.report).toMatchObject({ code: 'access.token-refused' });
  const attempt = callerOf(app, someone('admin')).archives.get({ id: '../../etc/passwd' as never });
  expect(await codeOf(attempt)).toBe('BAD_REQUEST');
});
