import { expect, test } from 'vitest';
import { databaseAclSql, parseDatabaseAcl } from './acl.ts';

test('reads grantee, grantor and grant option', () => {
  expect(parseDatabaseAcl(['=T/alice', 'bob=c*/alice'])).toEqual([
    { grantee: null, grantor: 'alice', privilege: 'TEMPORARY', grantable: false },
    { grantee: 'bob', grantor: 'alice', privilege: 'CONNECT', grantable: true },
  ]);
});

test('reads quoted role names', () => {
  expect(parseDatabaseAcl(['"we""ird = / name"=C/"cybus-admin"'])).toEqual([
    { grantee: 'we"ird = / name', grantor: 'cybus-admin', privilege: 'CREATE', grantable: false },
  ]);
});

test('an empty list takes all rights away', () => {
  expect(databaseAclSql('d', 'o', [])).toEqual([
    ['REVOKE ALL ON DATABASE "d" FROM PUBLIC', 'REVOKE ALL ON DATABASE "d" FROM "o"'],
  ]);
});

test('a grant by somebody else than the owner is made by that role, after it got the right', () => {
  const [first, second] = databaseAclSql('d', 'o', ['bob=c*/o', 'eve=c/bob']);
  expect(first).toContain('GRANT CONNECT ON DATABASE "d" TO "bob" WITH GRANT OPTION');
  expect(second).toEqual(['SET LOCAL ROLE "bob"', 'GRANT CONNECT ON DATABASE "d" TO "eve"']);
});
