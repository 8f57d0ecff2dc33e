import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryDatabase } from '../store/testing.ts';
import {
  authenticate,
  changePassword,
  createAccount,
  createToken,
  endSessionsBefore,
  handleAuth,
  openSetup,
  removeAccount,
  resetPassword,
  revokeToken,
  setRole,
  setUp,
} from './index.ts';
import { digestOf } from './secret.ts';

const publicUrl = 'http://holdfast.test:3000';
const password = 'correct horse battery';
let world: Awaited<ReturnType<typeof temporaryDatabase>>;
const deps = () => ({ db: world.db, publicUrl });

beforeEach(async () => {
  world = await temporaryDatabase();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

function post(action: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request(`${publicUrl}/api/auth/${action}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { origin: publicUrl, host: 'holdfast.test:3000', 'x-forwarded-for': '192.0.2.1', ...headers },
  });
  return handleAuth(request, action, deps());
}

function asked(headers: Record<string, string>, method = 'GET') {
  return authenticate(new Request(`${publicUrl}/api/trpc/x`, { method, headers }), deps());
}

const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
const codeOf = async (response: Response) => ((await response.json()) as { report?: { code: string } }).report?.code;
const anna = () => createAccount(world.db, { name: 'anna', role: 'operator', password });

test('signs in by name and password, whatever the case of the name, and out again', async () => {
  await anna();
  const response = await post('sign-in', { name: 'Anna', password });
  expect(response.status).toBe(200);
  expect(response.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Lax/);
  const cookie = cookieOf(response);
  expect(await asked({ cookie })).toMatchObject({ name: 'anna', role: 'operator', via: 'session' });
  await post('sign-out', {}, { cookie });
  expect(await asked({ cookie })).toBeNull();
});

test('the cookie is bound to https and the host where the dashboard has an https address', async () => {
  await anna();
  const https = { db: world.db, publicUrl: 'https://holdfast.test' };
  const request = new Request('https://holdfast.test/api/auth/sign-in', {
    method: 'POST',
    body: JSON.stringify({ name: 'anna', password }),
    headers: { origin: 'https://holdfast.test' },
  });
  const cookie = (await handleAuth(request, 'sign-in', https)).headers.getSetCookie()[0];
  expect(cookie).toMatch(/^__Host-holdfast=.*; Path=\/;.*; Secure$/);
});

test('a session fixed before the sign-in is not taken over, and the one carried before ends', async () => {
  await anna();
  const planted = 'holdfast=planted-by-somebody-else';
  const first = cookieOf(await post('sign-in', { name: 'anna', password }, { cookie: planted }));
  expect(first).not.toBe(planted);
  expect(await asked({ cookie: planted })).toBeNull();
  const second = cookieOf(await post('sign-in', { name: 'anna', password }, { cookie: first }));
  expect(second).not.toBe(first);
  expect(await asked({ cookie: first })).toBeNull();
});

test('the database holds no secret that signs anybody in', async () => {
  await anna();
  const session = cookieOf(await post('sign-in', { name: 'anna', password })).split('=')[1] ?? '';
  const token = await createToken(world.db, { name: 'ci', role: 'admin', createdBy: 'anna' });
  const rows = JSON.stringify([
    await world.db.selectFrom('sessions').selectAll().execute(),
    await world.db.selectFrom('tokens').selectAll().execute(),
    await world.db.selectFrom('accounts').selectAll().execute(),
  ]);
  expect(rows).toContain(digestOf(token));
  expect(rows).toContain('$argon2id$');
  for (const secret of [session, token, password]) expect(rows).not.toContain(secret);
});

test('guessing a password is stopped for the name and address, and a right guess afterwards does not help', async () => {
  await anna();
  for (let guess = 0; guess < 5; guess += 1) {
    expect((await post('sign-in', { name: 'anna', password: `guess ${guess}` })).status).toBe(401);
  }
  const blocked = await post('sign-in', { name: 'ANNA', password });
  expect(blocked.status).toBe(429);
  expect(await codeOf(blocked)).toBe('access.too-many-attempts');
  expect((await post('sign-in', { name: 'anna', password }, { 'x-forwarded-for': '192.0.2.9' })).status).toBe(200);
});

test('guessing from ever new addresses is stopped for the name', async () => {
  await anna();
  const guesses = Array.from({ length: 50 }, () => ({ key: 'name anna', at: new Date().toISOString() }));
  await world.db.insertInto('attempts').values(guesses).execute();
  expect((await post('sign-in', { name: 'anna', password }, { 'x-forwarded-for': '198.51.100.7' })).status).toBe(429);
});

test('an unknown name and a wrong password answer alike', async () => {
  await anna();
  const wrong = await post('sign-in', { name: 'anna', password: 'wrong password' });
  const unknown = await post('sign-in', { name: 'nobody', password: 'wrong password' });
  expect([unknown.status, await unknown.text()]).toEqual([wrong.status, await wrong.text()]);
});

test('another site can neither sign anybody in nor use a session to change something', async () => {
  await anna();
  const elsewhere = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' };
  expect((await post('sign-in', { name: 'anna', password }, elsewhere)).status).toBe(403);
  const cookie = cookieOf(await post('sign-in', { name: 'anna', password }));
  await expect(asked({ cookie, ...elsewhere }, 'POST')).rejects.toMatchObject({ code: 'access.cross-site' });
  await expect(asked({ cookie }, 'POST')).rejects.toMatchObject({ code: 'access.cross-site' });
  await expect(asked({ cookie, origin: 'http://sub.holdfast.test:3000' }, 'DELETE')).rejects.toThrow(
    'access.cross-site',
  );
  expect(await asked({ cookie, origin: publicUrl }, 'POST')).toMatchObject({ name: 'anna' });
  expect(await asked({ cookie, 'sec-fetch-site': 'same-origin' }, 'POST')).toMatchObject({ name: 'anna' });
  expect(await asked({ cookie, ...elsewhere }, 'GET')).toMatchObject({ name: 'anna' });
});

test('an API token needs no origin, ends when revoked, and a wrong one is named as such', async () => {
  const token = await createToken(world.db, { name: 'ci', role: 'operator', createdBy: 'anna' });
  const authorization = `Bearer ${token}`;
  expect(token).toMatch(/^hft_[\w-]{43}$/);
  const actor = await asked({ authorization }, 'POST');
  expect(actor).toMatchObject({ name: 'ci', role: 'operator', via: 'token', sessionCreatedAt: null });
  await revokeToken(world.db, actor?.id ?? '');
  await expect(asked({ authorization })).rejects.toMatchObject({ code: 'access.token-refused' });
});

test('an API token whose time is over is refused', async () => {
  const token = await createToken(world.db, { name: 'ci', role: 'viewer', createdBy: 'anna', expiresInDays: 1 });
  await world.db
    .updateTable('tokens')
    .set({ expires_at: new Date(Date.now() - 1000).toISOString() })
    .execute();
  await expect(asked({ authorization: `Bearer ${token}` })).rejects.toThrow('access.token-refused');
});

test('guessing tokens is answered with “too many”, while good ones still pass', async () => {
  const token = await createToken(world.db, { name: 'ci', role: 'viewer', createdBy: 'anna' });
  const guess = { authorization: 'Bearer hft_guess' };
  for (let turn = 0; turn < 30; turn += 1) await expect(asked(guess)).rejects.toThrow('access.token-refused');
  await expect(asked(guess)).rejects.toThrow('access.too-many-attempts');
  expect(await asked({ authorization: `Bearer ${token}` })).toMatchObject({ name: 'ci' });
});

test('the first administrator needs the token of the state folder, which works once', async () => {
  const token = (await openSetup(world.db, world.folder)) ?? '';
  const file = path.join(world.folder, 'setup-token');
  expect(readFileSync(file, 'utf8').trim()).toBe(token);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await openSetup(world.db, world.folder)).toBe(token);
  const first = { name: 'root', password, token: 'not it' };
  await expect(setUp(world.db, world.folder, first)).rejects.toThrow('access.setup-token-wrong');
  await setUp(world.db, world.folder, { ...first, token });
  expect(existsSync(file)).toBe(false);
  await expect(setUp(world.db, world.folder, { ...first, name: 'second', token })).rejects.toThrow('access.setup-done');
  expect(await openSetup(world.db, world.folder)).toBeNull();
});

test('changing the password ends every other session', async () => {
  await anna();
  const here = cookieOf(await post('sign-in', { name: 'anna', password }));
  const elsewhere = cookieOf(await post('sign-in', { name: 'anna', password }));
  const actor = await asked({ cookie: here });
  const keep = actor?.sessionId ?? null;
  const change = { current: 'wrong one here', next: 'another good one', keep };
  await expect(changePassword(world.db, actor?.id ?? '', change)).rejects.toThrow('access.sign-in-refused');
  await changePassword(world.db, actor?.id ?? '', { ...change, current: password });
  expect(await asked({ cookie: here })).not.toBeNull();
  expect(await asked({ cookie: elsewhere })).toBeNull();
});

test('a reset ends the sessions and the old password, and its token signs in once with a new one', async () => {
  await anna();
  const old = cookieOf(await post('sign-in', { name: 'anna', password }));
  const token = await resetPassword(world.db, 'anna');
  expect(await asked({ cookie: old })).toBeNull();
  expect((await post('sign-in', { name: 'anna', password })).status).toBe(401);
  expect(await codeOf(await post('sign-in-once', { token, password: 'short' }))).toBe('access.password-too-weak');
  const once = await post('sign-in-once', { token, password: 'a brand new one' });
  expect(await asked({ cookie: cookieOf(once) })).toMatchObject({ name: 'anna' });
  expect(await codeOf(await post('sign-in-once', { token, password: 'a brand new one' }))).toBe(
    'access.one-time-refused',
  );
  expect((await post('sign-in', { name: 'anna', password: 'a brand new one' })).status).toBe(200);
});

test('sessions older than a restore end, younger ones and API tokens stay', async () => {
  await anna();
  const older = cookieOf(await post('sign-in', { name: 'anna', password }));
  const token = await createToken(world.db, { name: 'ci', role: 'admin', createdBy: 'anna' });
  await world.db.updateTable('sessions').set({ created_at: '2026-01-01T00:00:00.000Z' }).execute();
  const younger = cookieOf(await post('sign-in', { name: 'anna', password }));
  expect(await endSessionsBefore(world.db, new Date('2026-01-02T00:00:00Z'))).toBe(1);
  expect(await asked({ cookie: older })).toBeNull();
  expect(await asked({ cookie: younger })).not.toBeNull();
  expect(await asked({ authorization: `Bearer ${token}` })).not.toBeNull();
});

test('the last administrator can neither be removed nor lose the role', async () => {
  await createAccount(world.db, { name: 'root', role: 'admin', password });
  await expect(removeAccount(world.db, 'root')).rejects.toThrow('access.last-administrator');
  await expect(setRole(world.db, 'root', 'viewer')).rejects.toThrow('access.last-administrator');
  await createAccount(world.db, { name: 'other', role: 'admin', password });
  await removeAccount(world.db, 'root');
  await expect(setRole(world.db, 'other', 'viewer')).rejects.toThrow('access.last-administrator');
});
