import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table jobs (
    id text primary key, kind text not null, project text not null, subject text not null, archive_id text,
    state text not null, args text not null, result text not null, error text, side text, recovered text,
    created_by text not null, created_at text not null, started_at text, finished_at text,
    cancel_requested integer not null default 0, idempotency_key text unique, revision integer not null default 0) strict`,
  `create index jobs_by_state on jobs (state, created_at)`,
  `create index jobs_by_project on jobs (project, created_at)`,
  `create table job_stages (
    job_id text not null references jobs on delete cascade, position integer not null, name text not null,
    cancel text, locked text, state text not null, detail text, started_at text, finished_at text,
    primary key (job_id, position)) strict, without rowid`,
  `create table job_lanes (
    job_id text not null references jobs on delete cascade, stage text not null, lane text not null,
    bytes integer not null, bytes_total integer, entries integer not null, entries_total integer,
    stored integer not null, first_at text not null, last_at text not null,
    primary key (job_id, stage, lane)) strict, without rowid`,
  `create table job_log (
    job_id text not null references jobs on delete cascade, seq integer not null, at text not null,
    source text not null, level text not null, text text not null,
    primary key (job_id, seq)) strict, without rowid`,
  `create table journals (
    job_id text primary key references jobs on delete cascade, opened_at text not null, closed_at text) strict`,
  `create table journal_steps (
    seq integer primary key autoincrement, job_id text not null references journals on delete cascade,
    at text not null, step text not null, data text not null) strict`,
  `create index journal_steps_by_job on journal_steps (job_id, seq)`,
  `create table archives (
    id text primary key, project text not null, created_at text not null, version text, verdict text not null,
    bytes integer not null, manifest_sha256 text not null, summary text not null,
    pinned integer not null default 0, note text not null default '', proof text not null default 'none', proof_at text,
    origin text not null, created_by text) strict`,
  `create index archives_by_time on archives (created_at, id)`,
  `create table uploads (
    id text primary key, file text not null, bytes integer not null, received integer not null, state text not null,
    job_id text, archive_id text, findings text not null, created_by text not null,
    created_at text not null, updated_at text not null) strict`,
  `create table audit (
    id integer primary key autoincrement, at text not null, who text not null, action text not null,
    what text not null, outcome text not null, "from" text not null) strict`,
  `create table installation_settings (
    project text primary key, include text not null, exclude text not null, include_folder integer not null) strict`,
  `create table restores (
    job_id text primary key, project text not null, archive_id text not null, committed_at text, undo_until text,
    report text not null, kept text, services text not null, created_at text not null) strict`,
  `create index restores_by_project on restores (project, created_at)`,
  `create table session_notices (
    id integer primary key autoincrement, project text not null, job_id text not null unique, at text not null,
    message text not null) strict`,
];

export const first: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
