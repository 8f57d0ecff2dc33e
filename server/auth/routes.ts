import { z } from 'zod';
import { fail, reportOf } from '../errors/error.ts';
import { recordAudit } from '../store/index.ts';
import type { AuthDeps } from './authenticate.ts';
import { sessionCookie, sessionCookieOf } from './cookie.ts';
import { signInOnce } from './one-time.ts';
import { addressOf, isSameOrigin } from './request.ts';
import { endSession } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { statusOf } from './status.ts';

const nameAndPassword = z.object({ name: z.string().max(200), password: z.string().max(1000) });
const tokenAndPassword = z.object({ token: z.string().max(200), password: z.string().max(1000) });

/**
 * POST /api/auth/<action>, JSON in and out:
 * - `sign-in` {name, password}; `sign-in-once` {token, password}: 200 {} with the session's cookie;
 * - `sign-out`: 200 {} and the cookie ends.
 * An error answers {report} with a status that fits. Another site's page can neither sign anybody in nor out.
 */
export async function handleAuth(request: Request, action: string, deps: AuthDeps): Promise<Response> {
  try {
    if (request.method !== 'POST') return Response.json({}, { status: 405, headers: { allow: 'POST' } });
    if (!isSameOrigin(request.headers, deps.publicUrl)) throw fail('access.cross-site');
    const secret = await take(request, action, deps);
    if (secret === undefined) return Response.json({}, { status: 404 });
    return Response.json(
      {},
      { headers: { 'set-cookie': sessionCookie(secret, deps.publicUrl), 'cache-control': 'no-store' } },
    );
  } catch (error) {
    const report = reportOf(error);
    return Response.json({ report }, { status: statusOf(report), headers: { 'cache-control': 'no-store' } });
  }
}

/** @returns the new session's secret, null when the session ended, undefined for an action there isn't */
async function take(request: Request, action: string, { db, publicUrl }: AuthDeps): Promise<string | null | undefined> {
  const address = addressOf(request.headers);
  const old = sessionCookieOf(request.headers, publicUrl);
  if (action === 'sign-out') {
    if (old) await endSession(db, old);
    return null;
  }
  if (action === 'sign-in') {
    const given = await bodyOf(request, nameAndPassword);
    const secret = await audited(given.name, () => signIn(db, { ...given, address }));
    if (old) await endSession(db, old);
    return secret;
  }
  if (action === 'sign-in-once') {
    const given = await bodyOf(request, tokenAndPassword);
    return audited('one-time sign-in', () => signInOnce(db, { ...given, address }));
  }
  return undefined;

  async function audited(who: string, attempt: () => Promise<string>): Promise<string> {
    const entry = { who: who.slice(0, 60), action: `session.${action}`, from: address };
    try {
      const secret = await attempt();
      await recordAudit(db, { ...entry, what: 'Signed in.', outcome: 'done' });
      return secret;
    } catch (error) {
      await recordAudit(db, { ...entry, what: 'Tried to sign in.', outcome: 'refused' });
      throw error;
    }
  }
}

async function bodyOf<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(await request.json().catch(() => null));
  if (!parsed.success) throw fail('access.bad-request', { problem: 'the fields are missing or too long' });
  return parsed.data;
}
