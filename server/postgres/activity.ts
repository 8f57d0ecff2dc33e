import type pg from 'pg';
import type { OpenTransaction } from '../archive/evidence.ts';

export type Activity = {
  /** Clients in the middle of a change: these stand against a consistent pair. */
  open: OpenTransaction[];
  /** Idle in transaction without a transaction id, other databases, autovacuum: noted, not blocking. */
  noted: OpenTransaction[];
  /** Prepared transactions (gids) of these databases. */
  prepared: string[];
};

type Row = OpenTransaction & { blocking: boolean };

/** Looks at what clients of `databases` are doing at this moment. Our own sessions (application name `holdfast…`) do not count. */
export async function readActivity(client: pg.ClientBase, databases: readonly string[]): Promise<Activity> {
  const sessions = await client.query<Row>(busySessions, [databases]);
  const prepared = await client.query<{ gid: string }>(
    'SELECT gid FROM pg_prepared_xacts WHERE database = ANY($1) ORDER BY gid',
    [databases],
  );
  const describe = ({ blocking: _, ...session }: Row): OpenTransaction => session;
  return {
    open: sessions.rows.filter((row) => row.blocking).map(describe),
    noted: sessions.rows.filter((row) => !row.blocking).map(describe),
    prepared: prepared.rows.map((row) => row.gid),
  };
}

// A transaction id means that it wrote; `active` may be about to. With track_activities off the state is `disabled`,
// the transaction id shows all the same.
const busySessions = `
  SELECT coalesce(datname, '') AS database,
         CASE WHEN application_name <> '' THEN application_name ELSE backend_type END AS application,
         coalesce(host(client_addr), client_hostname, 'local') AS client,
         coalesce(state, CASE WHEN backend_xid IS NOT NULL THEN 'writing' ELSE 'running' END) AS state,
         datname = ANY($1) AND backend_type = 'client backend' AND (backend_xid IS NOT NULL OR state = 'active')
           AS blocking
    FROM pg_stat_activity
   WHERE application_name NOT LIKE 'holdfast%'
     AND pid <> pg_backend_pid()
     AND datname IS NOT NULL
     AND (backend_xid IS NOT NULL OR state NOT IN ('idle') OR backend_type = 'autovacuum worker')
   ORDER BY 1, 2, 3, 4`;
