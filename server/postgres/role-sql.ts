import type { Membership, Role } from './cluster.ts';
import { settingClause } from './settings.ts';
import { ident, literal } from './sql.ts';

/**
 * Statements that make a role from what it is (`before`; null: just created) to what it shall be. A password hash goes in verbatim;
 * `password: false` leaves it as it is.
 */
export function alterRoleSql(before: Role | null, after: Role, options: { password: boolean }): string[] {
  const role = ident(after.name);
  const flag = (on: boolean, word: string): string => (on ? word : `NO${word}`);
  const attributes = [
    flag(after.superuser, 'SUPERUSER'),
    flag(after.inherit, 'INHERIT'),
    flag(after.createRole, 'CREATEROLE'),
    flag(after.createDb, 'CREATEDB'),
    flag(after.canLogin, 'LOGIN'),
    flag(after.replication, 'REPLICATION'),
    flag(after.bypassRls, 'BYPASSRLS'),
    `CONNECTION LIMIT ${after.connectionLimit}`,
    ...validity(before, after),
    ...(options.password ? [`PASSWORD ${after.passwordHash === null ? 'NULL' : literal(after.passwordHash)}`] : []),
  ];
  return [
    `ALTER ROLE ${role} WITH ${attributes.join(' ')}`,
    ...(before?.settings.length ? [`ALTER ROLE ${role} RESET ALL`] : []),
    ...after.settings.map(({ name, value }) => `ALTER ROLE ${role} ${settingClause(name, value)}`),
    `COMMENT ON ROLE ${role} IS ${after.comment === null ? 'NULL' : literal(after.comment)}`,
  ];
}

/** There is no way back to "never said": `infinity` means the same. */
function validity(before: Role | null, after: Role): string[] {
  const wanted = after.validUntil ?? (before?.validUntil ? 'infinity' : null);
  return wanted === null ? [] : [`VALID UNTIL ${literal(wanted)}`];
}

/** @param major of the server: INHERIT and SET of a membership are 16's. */
export function grantMembershipSql(membership: Membership, major: number): string {
  const { role, member, admin, inherit, set } = membership;
  const options = [
    ...(admin ? ['ADMIN TRUE'] : []),
    ...(inherit === null ? [] : [`INHERIT ${inherit}`]),
    ...(set === null ? [] : [`SET ${set}`]),
  ];
  const grant = `GRANT ${ident(role)} TO ${ident(member)}`;
  if (major >= 16) return options.length === 0 ? grant : `${grant} WITH ${options.join(', ')}`;
  return admin ? `${grant} WITH ADMIN OPTION` : grant;
}
