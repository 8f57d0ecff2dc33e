import type { Cluster } from './cluster.ts';
import { alterRoleSql, grantMembershipSql } from './role-sql.ts';
import { ident, literal } from './sql.ts';

/**
 * `database/globals.sql`: the roles as plain SQL, without a meta-command of psql, for restoring without Holdfast. Roles
 * that are there already are changed, not refused.
 */
export function globalsSql(cluster: Cluster): string {
  const major = Number.parseInt(cluster.serverVersion, 10);
  const statements = [
    ...cluster.roles.map(({ name }) => createIfMissing(name)),
    ...cluster.roles.flatMap((role) => alterRoleSql(null, role, { password: cluster.passwordsKnown })),
    ...cluster.memberships.map((membership) => grantMembershipSql(membership, major)),
  ];
  return `-- Roles of a PostgreSQL ${cluster.serverVersion} server. Holds password hashes.\n${statements.map((text) => `${text};\n`).join('')}`;
}

function createIfMissing(name: string): string {
  const block = `BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ${literal(name)}) THEN CREATE ROLE ${ident(name)}; END IF; END`;
  return `DO ${literal(block)}`;
}
