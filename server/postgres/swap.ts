import type pg from 'pg';
import type { JobId } from '../archive/ids.ts';
import type { RoleChanges } from './role-changes.ts';

/** One database of a commit. Names are those of `StagedDatabase`. */
export type DatabaseSwap = {
  live: string;
  /** `holdfast_<job>_new…` */
  staged: string;
  /** `holdfast_<job>_kept…`: the name the old one gets. */
  kept: string;
  /** Null when there is no database of the live name. */
  oldOid: number | null;
  newOid: number;
  /** Of the new one, from the archive. */
  connectionLimit: number;
};

/** What stands against renaming a database: asked before anything is stopped. */
export type Blockers = {
  /** Sessions of others; services end theirs when they stop. */
  sessions: { application: string; client: string; user: string }[];
  prepared: string[];
  /** Active logical slots. */
  slots: string[];
  subscriptions: string[];
};

export async function readBlockers(_client: pg.Client, _oid: number): Promise<Blockers> {
  throw new Error('not built yet');
}

/** Closes the database for new sessions and ends those that are there. Calling it again does no harm. */
export async function fence(_client: pg.Client, _oid: number): Promise<void> {
  throw new Error('not built yet');
}

/** Opens it again. Calling it again does no harm. */
export async function reopen(_client: pg.Client, _oid: number): Promise<void> {
  throw new Error('not built yet');
}

/**
 * The one point that decides: renames all databases and changes the roles in one transaction that is on disk when this
 * returns.
 * @throws `postgres.not-as-intended` when a live name bears another oid than intended; nothing was changed.
 */
export async function commitSwap(
  _client: pg.Client,
  _job: JobId,
  _swap: { databases: readonly DatabaseSwap[]; roles: RoleChanges },
): Promise<void> {
  throw new Error('not built yet');
}

/** Takes the job's lock in this session, so that a commit of a dead controller can't still come. Waits for it. */
export async function holdJobLock(_client: pg.Client, _job: JobId): Promise<void> {
  throw new Error('not built yet');
}

/** Ends all sessions of a job (application name `holdfast-<job>…`) but this one, and waits until they are gone. */
export async function endSessionsOf(_client: pg.Client, _job: JobId): Promise<void> {
  throw new Error('not built yet');
}

/** Object id of the database that bears the live name; null when there is none. */
export async function whoIsLive(_client: pg.Client, _live: string): Promise<number | null> {
  throw new Error('not built yet');
}

/** Databases that a job made: names and oids. */
export async function databasesOf(_client: pg.Client, _job: JobId): Promise<{ name: string; oid: number }[]> {
  throw new Error('not built yet');
}

/** Drops a database whose name begins with `holdfast_`; refuses any other. No harm when it is gone. */
export async function dropDatabase(_client: pg.Client, _name: string): Promise<void> {
  throw new Error('not built yet');
}
