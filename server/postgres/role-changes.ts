import type pg from 'pg';
import { z } from 'zod';
import { type Cluster, membershipSchema, roleSchema } from './cluster.ts';

/** What the commit does to roles, with what it takes to undo it. Holds password hashes: stored, never shown, never logged. */
export const roleChangesSchema = z.object({
  /** `before` null: the role was made for the restore. */
  roles: z.array(z.object({ name: z.string(), before: roleSchema.nullable(), after: roleSchema })),
  grants: z.array(membershipSchema),
  revokes: z.array(membershipSchema),
});
export type RoleChanges = z.infer<typeof roleChangesSchema>;

/**
 * Compares the archive's roles with the server's; roles the archive does not know stay as they are. Our own role is
 * never touched; those in `keep` (their password stands in a container's environment) keep password and login.
 * @param options.made roles that `stageDatabase` made.
 * @param options.takePasswords false: existing roles keep their password and made ones get none (an archive of another installation).
 */
export async function planRoleChanges(
  _client: pg.Client,
  _cluster: Cluster,
  _options: { keep: readonly string[]; made: readonly string[]; takePasswords: boolean },
): Promise<RoleChanges> {
  throw new Error('not built yet');
}

/** The way back. Roles that were made for the restore stay, without login. */
export function reverseRoleChanges(_changes: RoleChanges): RoleChanges {
  throw new Error('not built yet');
}

/** Drops roles a job made, where nothing depends on them: after its staged databases are gone. */
export async function dropRolesMade(_client: pg.Client, _names: readonly string[]): Promise<void> {
  throw new Error('not built yet');
}
