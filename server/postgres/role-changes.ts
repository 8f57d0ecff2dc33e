import type pg from 'pg';
import { z } from 'zod';
import { type Cluster, type Membership, membershipSchema, type Role, roleSchema } from './cluster.ts';
import { serverMajor } from './identity.ts';
import { readMemberships, readRoles } from './read-cluster.ts';
import { revokeMembership } from './revoke-membership.ts';
import { alterRoleSql, grantMembershipSql } from './role-sql.ts';
import { ident, sqlState } from './sql.ts';

const roleChangeSchema = z.object({
  name: z.string(),
  /** Null: the role was made for the restore. */
  before: roleSchema.nullable(),
  after: roleSchema,
  /** Whether `after` says which password it has. */
  password: z.boolean(),
});
type RoleChange = z.infer<typeof roleChangeSchema>;

/** What the commit does to roles, with what it takes to undo it. Holds password hashes: stored, never shown, never logged. */
export const roleChangesSchema = z.object({
  roles: z.array(roleChangeSchema),
  grants: z.array(membershipSchema),
  revokes: z.array(membershipSchema),
});
export type RoleChanges = z.infer<typeof roleChangesSchema>;

export type RolePlanOptions = {
  /** Roles whose password stands in a container's environment: they keep password and login. */
  keep: readonly string[];
  /** Roles that `stageDatabase` made. */
  made: readonly string[];
  /** False: existing roles keep their password and made ones get none (an archive of another installation). */
  takePasswords: boolean;
};

/**
 * Compares the archive's roles with the server's; roles the archive does not know stay as they are. Our own role is
 * never touched.
 */
export async function planRoleChanges(
  client: pg.ClientBase,
  cluster: Cluster,
  options: RolePlanOptions,
): Promise<RoleChanges> {
  const own = await client.query<{ name: string }>('SELECT current_user::text AS name');
  const present = new Map((await readRoles(client)).map((role) => [role.name, role]));
  const roles = cluster.roles
    .filter(({ name }) => name !== own.rows[0]?.name && present.has(name))
    .map((role) => changeOf(role, present.get(role.name) ?? null, cluster, options))
    .filter(changesSomething);
  const archived = { ...cluster, memberships: membershipsFor(await serverMajor(client), cluster) };
  return { roles, ...membershipChanges(archived, await readMemberships(client)) };
}

function changeOf(archived: Role, present: Role | null, cluster: Cluster, options: RolePlanOptions): RoleChange {
  const made = options.made.includes(archived.name);
  const kept = options.keep.includes(archived.name) && present;
  const takePassword = options.takePasswords && cluster.passwordsKnown && !kept;
  const passwordHash = takePassword ? archived.passwordHash : made ? null : (present?.passwordHash ?? null);
  const canLogin = kept ? kept.canLogin : archived.canLogin;
  return {
    name: archived.name,
    before: made ? null : present,
    after: { ...archived, canLogin, passwordHash },
    password: takePassword,
  };
}

function changesSomething({ before, after }: RoleChange): boolean {
  return before === null || JSON.stringify(before) !== JSON.stringify(after);
}

/** From 16 on each membership has INHERIT and SET of its own; before, a member's INHERIT said it, and SET went without saying. */
function membershipsFor(major: number, { memberships, roles }: Cluster): Membership[] {
  if (major < 16) return memberships;
  const inherits = new Map(roles.map(({ name, inherit }) => [name, inherit]));
  return memberships.map((one) => ({
    ...one,
    inherit: one.inherit ?? inherits.get(one.member) ?? null,
    set: one.set ?? true,
  }));
}

/** Whether a membership joins two of these roles, or one of them and one of PostgreSQL's own. */
export function joinsOnly(roles: readonly { name: string }[]): (one: Pick<Membership, 'role' | 'member'>) => boolean {
  const known = new Set(roles.map(({ name }) => name));
  return ({ role, member }) => (known.has(role) || role.startsWith('pg_')) && known.has(member);
}

/** Only between roles that the archive knows both. */
function membershipChanges(cluster: Cluster, present: readonly Membership[]): Pick<RoleChanges, 'grants' | 'revokes'> {
  const absentFrom = (list: readonly Membership[]) => (one: Membership) =>
    !list.some((other) => sameMembership(one, other));
  return {
    grants: cluster.memberships.filter(absentFrom(present)),
    revokes: present.filter(joinsOnly(cluster.roles)).filter(absentFrom(cluster.memberships)),
  };
}

/** INHERIT and SET count only where both sides know them (16 on). */
export function sameMembership(one: Membership, other: Membership): boolean {
  const same = (a: boolean | null, b: boolean | null): boolean => a === b || a === null || b === null;
  return (
    one.role === other.role &&
    one.member === other.member &&
    one.admin === other.admin &&
    same(one.inherit, other.inherit) &&
    same(one.set, other.set)
  );
}

/** Carries them out. Revokes come first: a membership whose options change is made anew. */
export async function changeRoles(client: pg.ClientBase, changes: RoleChanges): Promise<void> {
  const major = await serverMajor(client);
  for (const { before, after, password } of changes.roles)
    for (const statement of alterRoleSql(before, after, { password })) await client.query(statement);
  for (const membership of changes.revokes) await revokeMembership(client, membership, major);
  for (const membership of changes.grants) await client.query(grantMembershipSql(membership, major));
}

/** The way back. Roles that were made for the restore stay, without login. */
function reverseRoleChanges(changes: RoleChanges): RoleChanges {
  return {
    roles: changes.roles.map(({ name, before, after, password }) => ({
      name,
      before: after,
      after: before ?? { ...after, canLogin: false, passwordHash: null },
      password,
    })),
    grants: changes.revokes,
    revokes: changes.grants,
  };
}

/** The way back from what is there now: what somebody changed since is the `before`, and roles that are gone are left out. */
export async function planRolesBack(client: pg.Client, changes: RoleChanges): Promise<RoleChanges> {
  const back = reverseRoleChanges(changes);
  const present = await readRoles(client);
  const roles = new Map(present.map((role) => [role.name, role]));
  const memberships = await readMemberships(client);
  const isThere = (one: Membership) => memberships.some((other) => sameMembership(one, other));
  const rolesAreThere = joinsOnly(present);
  return {
    roles: back.roles.flatMap((change) => {
      const before = roles.get(change.name);
      return before ? [{ ...change, before }] : [];
    }),
    grants: back.grants.filter((one) => rolesAreThere(one) && !isThere(one)),
    revokes: back.revokes.filter(isThere),
  };
}

/** Makes the archive's roles that the server lacks, without login, so that they can own and be granted something. */
export async function makeMissingRoles(client: pg.ClientBase, cluster: Cluster): Promise<string[]> {
  const present = new Set((await readRoles(client)).map(({ name }) => name));
  const missing = cluster.roles.map(({ name }) => name).filter((name) => !present.has(name));
  for (const name of missing) await client.query(`CREATE ROLE ${ident(name)} NOLOGIN`);
  return missing;
}

const undefinedRole = '42704';
const stillDependedOn = '2BP01';

/** Drops roles a job made, where nothing depends on them: after its staged databases are gone. */
export async function dropRolesMade(client: pg.ClientBase, names: readonly string[]): Promise<void> {
  for (const name of names) {
    try {
      await client.query(`DROP ROLE ${ident(name)}`);
    } catch (error) {
      if (![undefinedRole, stillDependedOn].includes(sqlState(error) ?? '')) throw error;
    }
  }
}
