import { fail } from '../errors/error.ts';
import type { Database } from '../store/index.ts';
import type { Actor } from './actor.ts';
import { bearerLimits, noteFailure, refuseBruteForce } from './attempts.ts';
import { sessionCookieOf } from './cookie.ts';
import { addressOf, bearerOf, changesState, isSameOrigin } from './request.ts';
import { actorOfSession } from './sessions.ts';
import { actorOfToken } from './tokens.ts';

export type AuthDeps = { db: Database; publicUrl: string };

/**
 * Who sent this request: by its API token, else by its session cookie; null for nobody.
 * @throws `access.token-refused` for a token that isn't known (`access.too-many-attempts` when there were many),
 *   `access.cross-site` when a session's request that changes something doesn't come from a page of ours
 */
export async function authenticate(request: Request, { db, publicUrl }: AuthDeps): Promise<Actor | null> {
  const bearer = bearerOf(request.headers);
  if (bearer !== null) return (await actorOfToken(db, bearer)) ?? refuseToken(db, addressOf(request.headers));
  const secret = sessionCookieOf(request.headers, publicUrl);
  if (secret === null) return null;
  const actor = await actorOfSession(db, secret);
  if (actor && changesState(request.method) && !isSameOrigin(request.headers, publicUrl))
    throw fail('access.cross-site');
  return actor;
}

/** Good tokens pass however often bad ones came from the same address: nobody guesses 256 bits, and proxies share addresses. */
async function refuseToken(db: Database, address: string): Promise<never> {
  const limits = bearerLimits(address);
  await refuseBruteForce(db, limits);
  await noteFailure(db, limits);
  throw fail('access.token-refused');
}
