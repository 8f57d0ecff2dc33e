import { existsSync } from 'node:fs';
import { untilDone } from '../ask.ts';
import { migrate } from '../database/migrate.ts';
import { rowsOf } from '../database/pool.ts';
import { sql } from '../database/structures.ts';
import { hashPassword, passwordFits } from '../passwords.ts';
import type { Person } from '../people.ts';
import { Refusal, type Route, serve } from '../router.ts';
import { issueToken, revokeToken, userOfToken } from '../tokens.ts';

type UserRow = { id: string; username: string; password_hash: string };

/** Users, roles, permissions and sign-in tokens. Owns the database's structure. */
export async function start(): Promise<void> {
  await untilDone('the database', () => rowsOf('select 1'));
  await untilDone('the key for tokens', async () => {
    if (!existsSync('/connectware_certs/jwt.key')) throw new Error('not there yet');
  });
  await migrate();
  await serve(routes, personOf);
}

const routes: Route[] = [
  {
    method: 'POST',
    path: /^\/api\/login$/,
    handle: ({ body }) => signIn(String(body.username), String(body.password)),
  },
  {
    method: 'POST',
    path: /^\/api\/logout$/,
    handle: ({ authorization }) => revokeToken(authorization.replace(/^Bearer /, '')),
  },
  {
    method: 'GET',
    path: /^\/internal\/person$/,
    handle: async ({ authorization }) => ({ person: await personOf(authorization) }),
  },
  { method: 'GET', path: /^\/api\/me$/, needs: 'system.read', handle: ({ person }) => person },
  { method: 'GET', path: /^\/api\/users$/, needs: 'users.read', handle: () => rowsOf(sql.users) },
  { method: 'POST', path: /^\/api\/users$/, needs: 'users.write', handle: ({ body }) => addUser(body) },
  {
    method: 'DELETE',
    path: /^\/api\/users\/(\d+)$/,
    needs: 'users.write',
    handle: ({ params }) => deleteUser(String(params[0])),
  },
  { method: 'GET', path: /^\/api\/roles$/, needs: 'users.read', handle: () => rowsOf(sql.roles) },
];

async function signIn(name: string, password: string): Promise<{ token: string }> {
  return { token: await issueToken((await userWith(name, password)).id) };
}

async function userWith(name: string, password: string): Promise<UserRow> {
  const [user] = await rowsOf<UserRow>(sql.userByName, [name]);
  if (!user || !passwordFits(password, user.password_hash)) throw new Refusal(401, 'Wrong name or password.');
  return user;
}

async function personOf(authorization: string): Promise<Person | null> {
  const [scheme, credentials = ''] = authorization.split(' ');
  if (scheme === 'Bearer') {
    const id = await userOfToken(credentials);
    return id ? personWith(id) : null;
  }
  if (scheme !== 'Basic') return null;
  const [name = '', ...password] = Buffer.from(credentials, 'base64').toString().split(':');
  const user = await userWith(name, password.join(':')).catch(() => null);
  return user ? personWith(user.id) : null;
}

async function personWith(id: string): Promise<Person | null> {
  const [user] = await rowsOf<{ username: string }>('select name as username from users where id = $1', [id]);
  if (!user) return null;
  const rows = await rowsOf<{ permission: string }>(sql.permissions, [id]);
  return { id, username: user.username, permissions: rows.map((row) => row.permission) };
}

async function addUser(body: Record<string, unknown>): Promise<{ id: string }> {
  const { username, password, role = 'viewer', email = null } = body;
  if (typeof username !== 'string' || typeof password !== 'string' || !username || !password) {
    throw new Refusal(400, 'A user needs a username and a password.');
  }
  const [row] = await rowsOf<{ id: string }>(sql.addUser, [username, email, hashPassword(password), role]).catch(
    (error) => {
      if (error.code === '23505') throw new Refusal(409, `There is a user ${username} already.`);
      if (error.code === '23503') throw new Refusal(400, `There is no role ${role}.`);
      throw error;
    },
  );
  return { id: String(row?.id) };
}

async function deleteUser(id: string): Promise<void> {
  const deleted = await rowsOf('delete from users where id = $1 returning id', [id]);
  if (deleted.length === 0) throw new Refusal(404, 'There is no such user.');
}
