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

/** Looks at what clients of `databases` are doing at this moment. Our own sessions (application name `holdfast…`) do not count. */
export async function readActivity(_client: pg.Client, _databases: readonly string[]): Promise<Activity> {
  throw new Error('not built yet');
}
