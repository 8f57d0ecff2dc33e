import type pg from 'pg';
import { type Cluster, clusterSchema, type Membership, type Role } from './cluster.ts';
import { serverIdentity } from './identity.ts';
import { splitSetting } from './properties.ts';
import type { Snapshot } from './snapshot.ts';

/** Roles, memberships, tablespaces and each snapshot's sequences. Snapshots are of one server. */
export async function readCluster(snapshots: readonly Snapshot[]): Promise<Cluster> {
  const [first] = snapshots;
  if (!first) throw new Error('a cluster is read in a snapshot');
  const { client } = first;
  const tablespaces = await client.query<{ name: string }>(
    `SELECT spcname AS name FROM pg_tablespace WHERE spcname !~ '^pg_' ORDER BY 1`,
  );
  const user = await client.query<{ name: string }>('SELECT current_user::text AS name');
  return clusterSchema.parse({
    formatVersion: 1,
    serverVersion: (await serverIdentity(client)).version,
    readAs: user.rows[0]?.name,
    passwordsKnown: await mayReadPasswords(client),
    roles: await readRoles(client),
    memberships: await readMemberships(client),
    tablespaces: tablespaces.rows.map((row) => row.name),
    databases: snapshots.map(({ database, sequences }) => ({ name: database, sequences })),
  });
}

type RoleRow = Omit<Role, 'settings'> & { settings: string[] | null };

/** All roles but PostgreSQL's own, with password hashes where we may read them. */
export async function readRoles(client: pg.ClientBase): Promise<Role[]> {
  const table = (await mayReadPasswords(client)) ? 'pg_authid' : 'pg_roles';
  const hash = table === 'pg_authid' ? 'rolpassword' : 'NULL';
  const { rows } = await client.query<RoleRow>(
    `SELECT rolname::text AS name, rolsuper AS superuser, rolinherit AS inherit, rolcreaterole AS "createRole",
            rolcreatedb AS "createDb", rolcanlogin AS "canLogin", rolreplication AS replication,
            rolbypassrls AS "bypassRls", rolconnlimit AS "connectionLimit", ${hash} AS "passwordHash",
            rolvaliduntil::text AS "validUntil", shobj_description(r.oid, 'pg_authid') AS comment,
            (SELECT setconfig FROM pg_db_role_setting WHERE setdatabase = 0 AND setrole = r.oid) AS settings
       FROM ${table} r WHERE rolname !~ '^pg_' ORDER BY rolname COLLATE "C"`,
  );
  return rows.map((row) => ({ ...row, settings: (row.settings ?? []).map(splitSetting) }));
}

/** Who belongs to whom, PostgreSQL's own roles as groups too. */
export async function readMemberships(client: pg.ClientBase): Promise<Membership[]> {
  const { rows } = await client.query<Membership>(
    `SELECT g.rolname::text AS role, m.rolname::text AS member, bool_or(admin_option) AS admin,
            bool_or((to_jsonb(a)->>'inherit_option')::bool) AS inherit,
            bool_or((to_jsonb(a)->>'set_option')::bool) AS set
       FROM pg_auth_members a JOIN pg_roles g ON g.oid = roleid JOIN pg_roles m ON m.oid = member
      WHERE m.rolname !~ '^pg_' GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  return rows;
}

async function mayReadPasswords(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(`SELECT has_table_privilege('pg_authid', 'SELECT') AS may`);
  return rows[0]?.may ?? false;
}
