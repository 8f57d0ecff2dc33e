import { ident } from './sql.ts';

/** One grant of a database; an aclitem such as `bob=Tc/alice` holds several. */
export type Grant = { grantee: string | null; grantor: string; privilege: string; grantable: boolean };

const privileges: Record<string, string> = { C: 'CREATE', T: 'TEMPORARY', c: 'CONNECT' };
const name = '(?:"((?:[^"]|"")*)"|([^"=/]*))';
const item = new RegExp(`^${name}=([A-Za-z*]*)/${name}$`);

/** Reads aclitems as the server writes them; what is no privilege of a database is left out. */
export function parseDatabaseAcl(acl: readonly string[]): Grant[] {
  return acl.flatMap((text) => {
    const match = item.exec(text);
    if (!match) return [];
    const [, quotedTo, to, letters = '', quotedBy, by] = match;
    const grantee = unquote(quotedTo, to) || null; // empty: PUBLIC
    const grantor = unquote(quotedBy, by);
    return [...letters.matchAll(/([A-Za-z])(\*?)/g)].flatMap(([, letter = '', star]) => {
      const privilege = privileges[letter];
      return privilege ? [{ grantee, grantor, privilege, grantable: star === '*' }] : [];
    });
  });
}

function unquote(quoted: string | undefined, plain: string | undefined): string {
  return quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"');
}

/**
 * Statements that give a new database exactly these rights. Rights that others than the owner granted are granted as
 * those, after they got them.
 */
export function databaseAclSql(database: string, owner: string, acl: readonly string[]): string[] {
  const target = `ON DATABASE ${ident(database)}`;
  const grants = parseDatabaseAcl(acl);
  const ofOwner = grants.filter((grant) => grant.grantor === owner);
  const ofOthers = grants.filter((grant) => grant.grantor !== owner);
  return [
    `REVOKE ALL ${target} FROM PUBLIC`,
    `REVOKE ALL ${target} FROM ${ident(owner)}`,
    ...ofOwner.map((grant) => grantSql(target, grant)),
    ...ofOthers.flatMap((grant) => [`SET LOCAL ROLE ${ident(grant.grantor)}`, grantSql(target, grant), 'RESET ROLE']),
  ];
}

function grantSql(target: string, { grantee, privilege, grantable }: Grant): string {
  const to = grantee === null ? 'PUBLIC' : ident(grantee);
  return `GRANT ${privilege} ${target} TO ${to}${grantable ? ' WITH GRANT OPTION' : ''}`;
}
