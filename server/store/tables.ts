import type { ColumnType, Generated } from 'kysely';
import type { SslMode } from '../contract/installations.ts';

/*
 * The tables of Holdfast's own SQLite, as Kysely sees them. Times are ISO 8601 UTC with ms (they sort as text),
 * booleans 0 or 1, JSON columns text. What a column means stands at the repository that owns its table.
 */

type Flag = number;
type Json = string;

export type JobsTable = {
  id: string;
  kind: string;
  project: string;
  subject: string;
  archive_id: string | null;
  state: string;
  args: Json;
  result: Json;
  error: Json | null;
  side: string | null;
  recovered: string | null;
  created_by: string;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  cancel_requested: Flag;
  idempotency_key: string | null;
  /** Grows with every change a watcher may want to see. */
  revision: ColumnType<number, number | undefined, number>;
};

export type JobStagesTable = {
  job_id: string;
  position: number;
  name: string;
  cancel: string | null;
  locked: string | null;
  state: string;
  detail: string | null;
  started_at: string | null;
  finished_at: string | null;
};

export type JobLanesTable = {
  job_id: string;
  stage: string;
  lane: string;
  bytes: number;
  bytes_total: number | null;
  entries: number;
  entries_total: number | null;
  stored: number;
  first_at: string;
  last_at: string;
};

export type JobLogTable = {
  job_id: string;
  seq: number;
  at: string;
  source: string;
  level: string;
  text: string;
};

export type JournalsTable = { job_id: string; opened_at: string; closed_at: string | null };

export type JournalStepsTable = {
  seq: Generated<number>;
  job_id: string;
  at: string;
  step: string;
  data: Json;
};

export type ArchivesTable = {
  id: string;
  project: string;
  created_at: string;
  version: string | null;
  verdict: string;
  bytes: number;
  manifest_sha256: string;
  /** What a row of the list shows beside the columns. */
  summary: Json;
  pinned: Flag;
  note: string;
  proof: string;
  proof_at: string | null;
  origin: string;
  created_by: string | null;
};

export type UploadsTable = {
  id: string;
  file: string;
  bytes: number;
  received: number;
  state: string;
  job_id: string | null;
  archive_id: string | null;
  findings: Json;
  created_by: string;
  created_at: string;
  updated_at: string;
};

export type AuditTable = {
  id: Generated<number>;
  at: string;
  who: string;
  action: string;
  what: string;
  outcome: string;
  from: string;
};

export type InstallationSettingsTable = {
  project: string;
  include: Json;
  exclude: Json;
  include_folder: Flag;
  profile: string | null;
};

export type DatabasePlacesTable = {
  project: string;
  host: string;
  port: number;
  user: string;
  password: string;
  databases: Json;
  server_version: string;
  sslmode: SslMode;
  ca: string | null;
};

export type RestoresTable = {
  job_id: string;
  project: string;
  archive_id: string;
  committed_at: string | null;
  undo_until: string | null;
  report: Json;
  kept: Json | null;
  services: Json;
  created_at: string;
};

export type SessionNoticesTable = {
  id: Generated<number>;
  project: string;
  job_id: string;
  at: string;
  message: string;
};

export type AccountsTable = {
  id: string;
  name: string;
  role: string;
  /** Null after a reset, until the one-time sign-in was used. */
  password_hash: string | null;
  created_at: string;
  last_seen_at: string | null;
};

export type SessionsTable = {
  id: string;
  /** Of the cookie's secret. */
  sha256: string;
  account_id: string;
  created_at: string;
  last_seen_at: string;
  expires_at: string;
  address: string;
};

export type TokensTable = {
  id: string;
  name: string;
  role: string;
  sha256: string;
  hint: string;
  created_at: string;
  created_by: string;
  expires_at: string | null;
  last_used_at: string | null;
};

export type OneTimeSignInsTable = { sha256: string; account_id: string; expires_at: string };

export type AttemptsTable = { key: string; at: string };

export type Tables = {
  jobs: JobsTable;
  job_stages: JobStagesTable;
  job_lanes: JobLanesTable;
  job_log: JobLogTable;
  journals: JournalsTable;
  journal_steps: JournalStepsTable;
  archives: ArchivesTable;
  uploads: UploadsTable;
  audit: AuditTable;
  installation_settings: InstallationSettingsTable;
  database_places: DatabasePlacesTable;
  restores: RestoresTable;
  session_notices: SessionNoticesTable;
  accounts: AccountsTable;
  sessions: SessionsTable;
  tokens: TokensTable;
  one_time_sign_ins: OneTimeSignInsTable;
  attempts: AttemptsTable;
};
