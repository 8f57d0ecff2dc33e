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
 * Groups of statements, each for one transaction, that give a new database exactly these rights: first those the owner
 * granted, then each that somebody else did, granted as that role after it got what it passes on.
 */
export function databaseAclSql(database: string, owner: string, acl: readonly string[]): string[][] {
  const target = `ON DATABASE ${ident(database)}`;
  const grants = parseDatabaseAcl(acl);
  const ofOwner = grants.filter((grant) => grant.grantor === owner);
  const ofOthers = grants.filter((grant) => grant.grantor !== owner);
  const revokes = [`REVOKE ALL ${target} FROM PUBLIC`, `REVOKE ALL ${target} FROM ${ident(owner)}`];
  return [
    [...revokes, ...ofOwner.map((grant) => grantSql(target, grant))],
    ...ofOthers.map((grant) => [`SET LOCAL ROLE ${ident(grant.grantor)}`, grantSql(target, grant)]),
  ];
}

function grantSql(target: string, { grantee, privilege, grantable }: Grant): string {
  const to = grantee === null ? 'PUBLIC' : ident(grantee);
  return `GRANT ${privilege} ${target} TO ${to}${grantable ? ' WITH GRANT OPTION' : ''}`;
}
