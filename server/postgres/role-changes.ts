import type pg from 'pg';
import { z } from 'zod';
import { type Cluster, roleSchema } from './cluster.ts';

/** One role that the commit makes as the archive has it. `before` null: it was made for the restore. Holds hashes. */
export const roleChangeSchema = z.object({ name: z.string(), before: roleSchema.nullable(), after: roleSchema });
export type RoleChange = z.infer<typeof roleChangeSchema>;

/**
 * Compares the archive's roles with the server's. Our own role, and those in `keep` (their password stands in a
 * container's environment), keep the target's password and login.
 */
export async function planRoleChanges(
  _client: pg.Client,
  _cluster: Cluster,
  _options: { keep: readonly string[]; made: readonly string[] },
): Promise<RoleChange[]> {
  throw new Error('not built yet');
}

/** The way back: `before` and `after` exchanged. */
export function reverseRoleChanges(_changes: readonly RoleChange[]): RoleChange[] {
  throw new Error('not built yet');
}
