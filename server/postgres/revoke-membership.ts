import type pg from 'pg';
import type { Membership } from './cluster.ts';
import { grantMembershipSql } from './role-sql.ts';
import { ident } from './sql.ts';

/** The first that keeps a membership once for each who granted it. */
const grantorsSince = 16;

type Granted = Membership & { grantor: string };

/**
 * Ends a membership, whoever granted it: from 16 on REVOKE takes away one grantor's grant alone, and with it what the member
 * passed on. That was not asked for, and is granted again.
 */
export async function revokeMembership(client: pg.ClientBase, { role, member }: Membership, major: number) {
  if (major < grantorsSince) {
    await client.query(`REVOKE ${ident(role)} FROM ${ident(member)}`);
    return;
  }
  const before = await grantsOf(client, role);
  for (const { grantor } of before.filter((one) => one.member === member))
    await client.query(`REVOKE ${ident(role)} FROM ${ident(member)} GRANTED BY ${ident(grantor)} CASCADE`);
  const left = new Set((await grantsOf(client, role)).map((one) => one.member));
  for (const one of before)
    if (one.member !== member && !left.has(one.member)) await client.query(grantMembershipSql(one, major));
}

async function grantsOf(client: pg.ClientBase, role: string): Promise<Granted[]> {
  const { rows } = await client.query<Granted>(
    `SELECT rolname::text AS role, pg_get_userbyid(member)::text AS member, pg_get_userbyid(grantor)::text AS grantor,
            admin_option AS admin, inherit_option AS inherit, set_option AS set
       FROM pg_auth_members JOIN pg_roles r ON r.oid = roleid WHERE rolname = $1 ORDER BY 2, 3`,
    [role],
  );
  return rows;
}
