import type pg from 'pg';

/** What stands against renaming a database: asked before anything is stopped. */
export type Blockers = {
  /** Sessions of others; services end theirs when they stop. */
  sessions: { application: string; client: string; user: string }[];
  /** Prepared transactions: RENAME fails until they are committed or rolled back. */
  prepared: string[];
  /** Replication slots of this database that are in use. Idle ones go along with the kept database. */
  slots: string[];
  /** A database with a subscription can be renamed, but not dropped until that is dropped. */
  subscriptions: string[];
};

export async function readBlockers(client: pg.ClientBase, oid: number): Promise<Blockers> {
  const names = async (query: string): Promise<string[]> =>
    (await client.query<{ name: string }>(query, [String(oid)])).rows.map((row) => row.name);
  const sessions = await client.query<Blockers['sessions'][number]>(
    `SELECT application_name AS application, coalesce(host(client_addr), 'local') AS client, usename::text AS user
       FROM pg_stat_activity
      WHERE datid = $1::oid AND backend_type = 'client backend' AND application_name NOT LIKE 'holdfast%'`,
    [String(oid)],
  );
  const inDatabase = 'database = (SELECT datname FROM pg_database WHERE oid = $1::oid)';
  return {
    sessions: sessions.rows,
    prepared: await names(`SELECT gid AS name FROM pg_prepared_xacts WHERE ${inDatabase} ORDER BY 1`),
    slots: await names(`SELECT slot_name AS name FROM pg_replication_slots WHERE ${inDatabase} AND active ORDER BY 1`),
    subscriptions: await names('SELECT subname AS name FROM pg_subscription WHERE subdbid = $1::oid ORDER BY 1'),
  };
}
