import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/* Secrets stand here as digests only: whoever reads a copy of this file can sign in nowhere. */
const statements = [
  `create table accounts (
    id text primary key, name text not null unique collate nocase, role text not null, password_hash text,
    created_at text not null, last_seen_at text) strict`,
  `create table sessions (
    id text primary key, sha256 text not null unique, account_id text not null references accounts on delete cascade,
    created_at text not null, last_seen_at text not null, expires_at text not null, address text not null) strict`,
  `create index sessions_by_account on sessions (account_id)`,
  `create table tokens (
    id text primary key, name text not null unique collate nocase, role text not null, sha256 text not null unique,
    hint text not null, created_at text not null, created_by text not null, expires_at text, last_used_at text) strict`,
  `create table one_time_sign_ins (
    sha256 text primary key, account_id text not null references accounts on delete cascade,
    expires_at text not null) strict`,
  `create table attempts (key text not null, at text not null) strict`,
  `create index attempts_by_key on attempts (key, at)`,
];

export const accounts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
