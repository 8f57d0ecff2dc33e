import type pg from 'pg';
import { sqlState } from './sql.ts';

/**
 * Whether this server only sets a data folder up. At a container's first start official images have one that nobody but its
 * socket leads to; it ends again, with every session, and the real one takes its place.
 */
export async function onlySetsUp(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ socketOnly: boolean }>(
    `SELECT setting = '' AND source = 'command line' AS "socketOnly" FROM pg_settings WHERE name = 'listen_addresses'`,
  );
  return rows[0]?.socketOnly === true && !(await isFirstProcess(client));
}

/** The real one is what the container runs. Who may not ask is told yes. */
async function isFirstProcess(client: pg.ClientBase): Promise<boolean> {
  try {
    const { rows } = await client.query<{ first: boolean }>(
      `SELECT pg_read_file('postmaster.pid') LIKE E'1\\n%' AS first`,
    );
    return rows[0]?.first ?? true;
  } catch (error) {
    if (sqlState(error) === undefined) throw error;
    return true;
  }
}
