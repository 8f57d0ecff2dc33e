import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { JobId } from '../archive/ids.ts';
import { fail } from '../errors/error.ts';
import { ident } from './sql.ts';

/** So long may sessions take to end once they were told to. */
const patienceMs = 15_000;

/**
 * Closes the database for new sessions, superusers' too, and ends those that are there. Calling it again does no harm.
 * @throws `postgres.not-as-intended` when no database has this oid, `postgres.still-in-use` when a session does not end.
 */
export async function fence(client: pg.ClientBase, oid: number): Promise<void> {
  // Alone and committed: inside a transaction clients don't see it and come straight back.
  await allowConnections(client, oid, false);
  await endSessions(client, 'datid = $1::oid', String(oid));
}

/** Opens it again. Calling it again does no harm. */
export async function reopen(client: pg.ClientBase, oid: number): Promise<void> {
  await allowConnections(client, oid, true);
}

/** Lets superusers in and nobody else: what a staged database is open for. */
export async function openForUs(client: pg.ClientBase, oid: number): Promise<void> {
  await limitConnections(client, oid, 0);
  await allowConnections(client, oid, true);
}

/** Takes {@link openForUs} back: closed for everybody, with the limit it had. */
export async function closeAgain(client: pg.ClientBase, oid: number, limit: number): Promise<void> {
  await fence(client, oid);
  await limitConnections(client, oid, limit);
}

/** Ends all sessions of a job (application name `holdfast-<job>…`) but this one, and waits until they are gone. */
export async function endSessionsOf(client: pg.ClientBase, job: JobId): Promise<void> {
  await endSessions(client, `application_name LIKE 'holdfast-' || $1 || '-%'`, job);
}

async function allowConnections(client: pg.ClientBase, oid: number, allowed: boolean): Promise<void> {
  await client.query(`ALTER DATABASE ${ident(await nameOf(client, oid))} WITH ALLOW_CONNECTIONS ${allowed}`);
}

async function limitConnections(client: pg.ClientBase, oid: number, limit: number): Promise<void> {
  await client.query(`ALTER DATABASE ${ident(await nameOf(client, oid))} WITH CONNECTION LIMIT ${Math.trunc(limit)}`);
}

async function nameOf(client: pg.ClientBase, oid: number): Promise<string> {
  const { rows } = await client.query<{ name: string }>('SELECT datname AS name FROM pg_database WHERE oid = $1::oid', [
    String(oid),
  ]);
  const [database] = rows;
  if (!database) throw fail('postgres.not-as-intended', { database: `with oid ${oid}` });
  return database.name;
}

/** All at once: pg_terminate_backend with a time limit would wait for one after another. */
async function endSessions(client: pg.ClientBase, which: string, value: string): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const { rows } = await client.query<{ who: string }>(
      `SELECT pg_terminate_backend(pid), coalesce(nullif(application_name, ''), backend_type) || ' in ' || datname AS who
         FROM pg_stat_activity WHERE ${which} AND pid <> pg_backend_pid()`,
      [value],
    );
    const [left] = rows;
    if (!left) return;
    if (Date.now() > deadline)
      throw fail('postgres.still-in-use', { database: left.who, detail: `${rows.length} sessions do not end` });
    await pause(10);
  }
}
