import type pg from 'pg';
import { fail } from '../../../errors/error.ts';
import { type Blockers, readBlockers } from '../../../postgres/index.ts';
import type { Intent } from '../swap/intent.ts';

/**
 * Asked last of all before a service is stopped: what would keep a live database from being renamed. Sessions end with
 * their services or by the fence.
 * @throws `restore.blocked`
 */
export async function refuseBlockers(admin: pg.Client, { databases }: Intent): Promise<void> {
  const held: string[] = [];
  for (const { live, oldOid } of databases) {
    if (oldOid === null) continue;
    held.push(...blockersInWords(await readBlockers(admin, oldOid)).map((what) => `${live} has the ${what}`));
  }
  if (held.length > 0) throw fail('restore.blocked', { blockers: held.join(', ') });
}

/** What holds a database, each in a few words. */
export function blockersInWords({ prepared, slots, subscriptions }: Blockers): string[] {
  return [
    ...prepared.map((gid) => `prepared transaction ${gid}`),
    ...slots.map((slot) => `replication slot ${slot} in use`),
    ...subscriptions.map((name) => `subscription ${name}`),
  ];
}
