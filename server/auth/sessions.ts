import { randomUUID } from 'node:crypto';
import type { Role } from '../contract/access.ts';
import type { Database } from '../store/index.ts';
import type { Actor } from './actor.ts';
import { digestOf, newSecret } from './secret.ts';

/** A session ends a week after its sign-in, used or not. */
export const sessionDays = 7;
const seenEveryMs = 60_000;

/** Begins a session with a secret of its own: what the browser carried before is never taken over. @returns the secret */
export async function startSession(db: Database, accountId: string, address: string): Promise<string> {
  const secret = newSecret();
  const now = new Date();
  await db.deleteFrom('sessions').where('expires_at', '<', now.toISOString()).execute();
  await db
    .insertInto('sessions')
    .values({
      id: randomUUID(),
      sha256: digestOf(secret),
      account_id: accountId,
      created_at: now.toISOString(),
      last_seen_at: now.toISOString(),
      expires_at: new Date(now.getTime() + sessionDays * 86_400_000).toISOString(),
      address,
    })
    .execute();
  await db.updateTable('accounts').set({ last_seen_at: now.toISOString() }).where('id', '=', accountId).execute();
  return secret;
}

/** Who holds this session; null when it has ended. */
export async function actorOfSession(db: Database, secret: string): Promise<Actor | null> {
  const now = new Date();
  const row = await db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .select([
      'accounts.id',
      'accounts.name',
      'accounts.role',
      'sessions.id as session',
      'sessions.created_at',
      'sessions.last_seen_at',
    ])
    .where('sessions.sha256', '=', digestOf(secret))
    .where('sessions.expires_at', '>', now.toISOString())
    .executeTakeFirst();
  if (!row) return null;
  if (now.getTime() - Date.parse(row.last_seen_at) > seenEveryMs) await noteSeen(db, row.session, row.id, now);
  return {
    id: row.id,
    name: row.name,
    role: row.role as Role,
    via: 'session',
    sessionId: row.session,
    sessionCreatedAt: row.created_at,
  };
}

async function noteSeen(db: Database, session: string, account: string, now: Date): Promise<void> {
  const at = now.toISOString();
  await db.updateTable('sessions').set({ last_seen_at: at }).where('id', '=', session).execute();
  await db.updateTable('accounts').set({ last_seen_at: at }).where('id', '=', account).execute();
}

export async function endSession(db: Database, secret: string): Promise<void> {
  await db.deleteFrom('sessions').where('sha256', '=', digestOf(secret)).execute();
}

/** Ends the browser sessions that began before `instant`; API tokens stay. @returns how many ended */
export async function endSessionsBefore(db: Database, instant: Date): Promise<number> {
  const ended = await db.deleteFrom('sessions').where('created_at', '<', instant.toISOString()).executeTakeFirst();
  return Number(ended.numDeletedRows);
}

/** Whether the session or token that was recognised before is still there: for streams that stay open. */
export async function isStillSignedIn(db: Database, actor: Actor): Promise<boolean> {
  const found =
    actor.sessionId === null
      ? db.selectFrom('tokens').select('id').where('id', '=', actor.id)
      : db.selectFrom('sessions').select('id').where('id', '=', actor.sessionId);
  return (await found.executeTakeFirst()) !== undefined;
}
