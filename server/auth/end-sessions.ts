import type { Database } from '../store/index.ts';

/** Ends the browser sessions that began before `instant`; API tokens stay. @returns how many ended */
export async function endSessionsBefore(db: Database, instant: Date): Promise<number> {
  const ended = await db.deleteFrom('session').where('createdAt', '<', instant.toISOString()).executeTakeFirst();
  return Number(ended.numDeletedRows);
}
