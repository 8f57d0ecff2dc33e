import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createTRPCClient, httpLink } from '@trpc/client';
import superjson from 'superjson';
import type { AppRouter } from '../../server/api/router.ts';

export type Account = { name: string; password: string };
export type ApiClient = ReturnType<typeof clientFor>;

/** A typed client of the dashboard's API. */
export function clientFor(url: string, token: string | null) {
  const headers = token ? { authorization: `Bearer ${token}` } : { origin: url };
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/api/trpc`, transformer: superjson, headers })],
  });
}

/**
 * The first administrator: made with the server's one-time token where there is none yet. The password is written
 * before it is used, so that a kill in between loses nothing.
 */
export async function ensureAccount(url: string, folder: string, stateFolder: string): Promise<Account> {
  const file = path.join(folder, 'account.json');
  if (!existsSync(file)) {
    const account: Account = { name: 'admin', password: randomBytes(12).toString('base64url') };
    writeFileSync(file, JSON.stringify(account), { mode: 0o600, flush: true });
  }
  const account = JSON.parse(readFileSync(file, 'utf8')) as Account;
  const client = clientFor(url, null);
  const { needed } = await client.session.setupNeeded.query();
  if (needed) {
    const token = readFileSync(path.join(stateFolder, 'setup-token'), 'utf8').trim();
    await client.session.setUp.mutate({ token, ...account });
  }
  return account;
}

/** An API token of the administrator's: the one from before while it is valid, else a new one. */
export async function ensureToken(url: string, folder: string, account: Account): Promise<string> {
  const file = path.join(folder, 'token');
  const before = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (before && (await isValid(url, before))) return before;
  const token = await makeToken(url, account);
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  return token;
}

/** Signs in as an administrator and makes an API token. */
export async function makeToken(url: string, account: Account): Promise<string> {
  const signIn = await fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(account),
  });
  if (!signIn.ok)
    throw new Error(`The demo's administrator can't sign in (${signIn.status}). "npm run demo -- down" starts over.`);
  const cookie = signIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const client = createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/api/trpc`, transformer: superjson, headers: { cookie, origin: url } })],
  });
  return (await client.tokens.create.mutate({ name: 'demo', role: 'admin' })).token;
}

async function isValid(url: string, token: string): Promise<boolean> {
  return clientFor(url, token)
    .session.me.query()
    .then(
      () => true,
      () => false,
    );
}
