import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/* user, session, account and verification have the columns that better-auth expects; the rest is ours. */
const statements = [
  `create table user (
    id text primary key, name text not null, email text not null unique, emailVerified integer not null, image text,
    username text not null unique, displayUsername text, role text not null default 'viewer',
    createdAt text not null, updatedAt text not null) strict`,
  `create table session (
    id text primary key, token text not null unique, userId text not null references user on delete cascade,
    expiresAt text not null, ipAddress text, userAgent text, createdAt text not null, updatedAt text not null) strict`,
  `create index session_by_user on session (userId)`,
  `create table account (
    id text primary key, accountId text not null, providerId text not null,
    userId text not null references user on delete cascade,
    accessToken text, refreshToken text, idToken text, accessTokenExpiresAt text, refreshTokenExpiresAt text, scope text,
    password text, createdAt text not null, updatedAt text not null) strict`,
  `create index account_by_user on account (userId)`,
  `create table verification (
    id text primary key, identifier text not null, value text not null, expiresAt text not null,
    createdAt text not null, updatedAt text not null) strict`,
  `create table tokens (
    id text primary key, name text not null unique, role text not null, sha256 text not null unique, hint text not null,
    created_at text not null, created_by text not null, expires_at text, last_used_at text) strict`,
  `create table one_time_sign_ins (
    sha256 text primary key, user_id text not null references user on delete cascade, expires_at text not null) strict`,
  `create table attempts (key text not null, at text not null) strict`,
  `create index attempts_by_key on attempts (key, at)`,
];

export const accounts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
