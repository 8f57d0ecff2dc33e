import type pg from 'pg';
import { fail } from '../../../errors/error.ts';
import { readBlockers } from '../../../postgres/index.ts';
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
    const { prepared, slots, subscriptions } = await readBlockers(admin, oldOid);
    held.push(...prepared.map((gid) => `${live} has the prepared transaction ${gid}`));
    held.push(...slots.map((slot) => `${live} has the replication slot ${slot} in use`));
    held.push(...subscriptions.map((name) => `${live} has the subscription ${name}`));
  }
  if (held.length > 0) throw fail('restore.blocked', { blockers: held.join(', ') });
}
