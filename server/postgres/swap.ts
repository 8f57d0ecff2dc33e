import type pg from 'pg';
import type { JobId } from '../archive/ids.ts';
import { fail, messageOf } from '../errors/error.ts';
import { databaseOid } from './identity.ts';
import { takeJobLock } from './job-lock.ts';
import { changeRoles, type RoleChanges } from './role-changes.ts';
import { ident, inTransaction, sqlState } from './sql.ts';

/** One database of a commit. Names are those of `databaseNames`. */
export type DatabaseSwap = {
  live: string;
  /** `holdfast_<job>_new…`; of an undo `holdfast_<restore>_kept…`. */
  staged: string;
  /** `holdfast_<job>_kept…`: the name the old one gets. */
  kept: string;
  /** Null when there is no database of the live name. */
  oldOid: number | null;
  /** Null when there will be none: an undo goes back to that. */
  newOid: number | null;
  /** Of the new one, once it is live. */
  connectionLimit: number;
};

/**
 * The one point that decides: renames all databases and changes the roles in one transaction that is on disk when this
 * returns, whatever the server's synchronous_commit says. When the connection breaks in it, ask `whoIsLive`.
 * @throws `postgres.not-as-intended` when a name bears another oid than intended, `postgres.still-in-use` when somebody
 * holds a database; nothing was changed then.
 */
export async function commitSwap(
  client: pg.ClientBase,
  job: JobId,
  swap: { databases: readonly DatabaseSwap[]; roles: RoleChanges },
): Promise<void> {
  await inTransaction(client, 'BEGIN; SET LOCAL synchronous_commit = on', async () => {
    await takeJobLock(client, job, 'transaction');
    for (const database of swap.databases) await refuseOthers(client, database);
    for (const database of swap.databases) await exchange(client, database);
    await changeRoles(client, swap.roles);
  });
}

async function refuseOthers(client: pg.ClientBase, { live, staged, oldOid, newOid }: DatabaseSwap): Promise<void> {
  const intended = (await databaseOid(client, live)) === oldOid && (await databaseOid(client, staged)) === newOid;
  if (!intended) throw fail('postgres.not-as-intended', { database: live });
}

const objectInUse = '55006';

async function exchange(client: pg.ClientBase, swap: DatabaseSwap): Promise<void> {
  const { live, staged, kept, oldOid, newOid, connectionLimit } = swap;
  try {
    if (oldOid !== null) await client.query(`ALTER DATABASE ${ident(live)} RENAME TO ${ident(kept)}`);
    if (newOid === null) return;
    await client.query(`ALTER DATABASE ${ident(staged)} RENAME TO ${ident(live)}`);
    await client.query(
      `ALTER DATABASE ${ident(live)} WITH ALLOW_CONNECTIONS true CONNECTION LIMIT ${Math.trunc(connectionLimit)}`,
    );
  } catch (error) {
    if (sqlState(error) !== objectInUse) throw error;
    throw fail('postgres.still-in-use', { database: live, detail: messageOf(error) }, error);
  }
}

/** Object id of the database that bears the live name; null when there is none. */
export function whoIsLive(client: pg.ClientBase, live: string): Promise<number | null> {
  return databaseOid(client, live);
}
