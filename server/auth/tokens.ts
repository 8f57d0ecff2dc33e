import { randomUUID } from 'node:crypto';
import type { Role } from '../contract/access.ts';
import { fail } from '../errors/error.ts';
import type { Database } from '../store/index.ts';
import { checkName } from './accounts.ts';
import type { Actor } from './actor.ts';
import { digestOf, newSecret } from './secret.ts';

const prefix = 'hft_';
const usedEveryMs = 60_000;

export type Token = {
  id: string;
  name: string;
  role: Role;
  /** Last four characters. */
  hint: string;
  createdAt: string;
  createdBy: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
};

export type NewToken = { name: string; role: Role; createdBy: string; expiresInDays?: number };

/** Makes an API token. @returns the token: shown once, only its digest is kept. @throws `access.name-unusable`, `access.name-taken` */
export async function createToken(db: Database, token: NewToken): Promise<string> {
  checkName(token.name);
  const secret = newSecret(prefix);
  const now = Date.now();
  const made = await db
    .insertInto('tokens')
    .values({
      id: randomUUID(),
      name: token.name,
      role: token.role,
      sha256: digestOf(secret),
      hint: secret.slice(-4),
      created_at: new Date(now).toISOString(),
      created_by: token.createdBy,
      expires_at: token.expiresInDays ? new Date(now + token.expiresInDays * 86_400_000).toISOString() : null,
      last_used_at: null,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows === 0n) throw fail('access.name-taken', { what: 'token', name: token.name });
  return secret;
}

export async function listTokens(db: Database): Promise<Token[]> {
  const rows = await db.selectFrom('tokens').selectAll().orderBy('created_at', 'desc').execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    role: row.role as Role,
    hint: row.hint,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  }));
}

/** @returns the name it had. @throws `store.unknown` */
export async function revokeToken(db: Database, id: string): Promise<string> {
  const gone = await db.deleteFrom('tokens').where('id', '=', id).returning('name').executeTakeFirst();
  if (!gone) throw fail('store.unknown', { what: 'token', id });
  return gone.name;
}

/** Whom this token stands for; null when it is unknown or its time is over. */
export async function actorOfToken(db: Database, secret: string): Promise<Actor | null> {
  const now = new Date();
  const row = await db.selectFrom('tokens').selectAll().where('sha256', '=', digestOf(secret)).executeTakeFirst();
  if (!row || (row.expires_at !== null && row.expires_at <= now.toISOString())) return null;
  if (row.last_used_at === null || now.getTime() - Date.parse(row.last_used_at) > usedEveryMs) {
    await db.updateTable('tokens').set({ last_used_at: now.toISOString() }).where('id', '=', row.id).execute();
  }
  return {
    id: row.id,
    name: row.name,
    role: row.role as Role,
    via: 'token',
    sessionId: null,
    sessionCreatedAt: null,
  };
}
