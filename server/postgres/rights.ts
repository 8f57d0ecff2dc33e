import type pg from 'pg';
import { fail } from '../errors/error.ts';

/**
 * Refuses a user that can't see what others are doing, or can't read every table: the evidence would be blind.
 * @throws `postgres.too-few-rights`
 */
export async function refuseTooFewRights(client: pg.ClientBase, server: string): Promise<void> {
  const { rows } = await client.query<{ user: string; role: string }>(
    `SELECT current_user::text AS user, role FROM unnest($1::text[]) AS role
      WHERE NOT pg_has_role(current_user, role::name, 'USAGE')`,
    [['pg_monitor', 'pg_read_all_data']],
  );
  const [first] = rows;
  if (!first) return;
  throw fail('postgres.too-few-rights', { user: first.user, server, missing: rows.map(({ role }) => role).join(', ') });
}
