import { fail } from '../errors/error.ts';
import type { Database } from '../store/index.ts';

const windowMinutes = 15;

/** Failed attempts allowed within 15 minutes, by what they share. */
export type Limit = { key: string; allowed: number };

/** @throws `access.too-many-attempts` */
export async function refuseBruteForce(db: Database, limits: Limit[]): Promise<void> {
  const since = new Date(Date.now() - windowMinutes * 60_000).toISOString();
  for (const { key, allowed } of limits) {
    const { failed } = await db
      .selectFrom('attempts')
      .select((eb) => eb.fn.countAll<number>().as('failed'))
      .where('key', '=', key)
      .where('at', '>', since)
      .executeTakeFirstOrThrow();
    if (failed >= allowed) throw fail('access.too-many-attempts', { minutes: windowMinutes });
  }
}

/** Counts a failed attempt, and forgets those whose time is over. */
export async function noteFailure(db: Database, limits: Limit[]): Promise<void> {
  const now = Date.now();
  await db
    .deleteFrom('attempts')
    .where('at', '<', new Date(now - windowMinutes * 60_000).toISOString())
    .execute();
  await db
    .insertInto('attempts')
    .values(limits.map(({ key }) => ({ key, at: new Date(now).toISOString() })))
    .execute();
}

/**
 * For a sign-in: few by one address for one name; more for the name, whatever addresses they claim to come from; and
 * for the address, whatever names it tries.
 */
export function signInLimits(name: string, address: string): Limit[] {
  const lower = name.toLowerCase().slice(0, 60);
  return [
    { key: `name ${lower} from ${address}`, allowed: 5 },
    { key: `name ${lower}`, allowed: 50 },
    { key: `from ${address}`, allowed: 30 },
  ];
}

export const setupLimits: Limit[] = [{ key: 'setup', allowed: 10 }];

export function oneTimeLimits(address: string): Limit[] {
  return [{ key: `one-time from ${address}`, allowed: 10 }];
}

export function bearerLimits(address: string): Limit[] {
  return [{ key: `bearer from ${address}`, allowed: 30 }];
}
