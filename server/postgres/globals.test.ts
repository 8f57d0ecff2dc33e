import { expect, test } from 'vitest';
import type { Cluster, Role } from './cluster.ts';
import { globalsSql } from './globals.ts';

const role: Role = {
  name: `we"ird '; DROP`,
  superuser: false,
  inherit: true,
  createRole: false,
  createDb: true,
  canLogin: true,
  replication: false,
  bypassRls: false,
  connectionLimit: -1,
  passwordHash: 'SCRAM-SHA-256$4096:x',
  validUntil: null,
  comment: "it's",
  settings: [{ name: 'search_path', value: '"a, b", public' }],
};
const cluster: Cluster = {
  formatVersion: 1,
  serverVersion: '16.2',
  readAs: 'postgres',
  passwordsKnown: true,
  roles: [role],
  memberships: [{ role: 'pg_monitor', member: role.name, admin: true, inherit: false, set: true }],
  tablespaces: [],
  databases: [],
};

test('writes roles as statements without a meta-command of psql', () => {
  const text = globalsSql(cluster);
  expect(text).toContain(
    `DO 'BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ''we"ird ''''; DROP'')`,
  );
  expect(text).toContain(`ALTER ROLE "we""ird '; DROP" WITH NOSUPERUSER INHERIT NOCREATEROLE CREATEDB LOGIN`);
  expect(text).toContain(`PASSWORD 'SCRAM-SHA-256$4096:x'`);
  expect(text).toContain(`SET "search_path" TO 'a, b', 'public'`);
  expect(text).toContain(`COMMENT ON ROLE "we""ird '; DROP" IS 'it''s'`);
  expect(text).toContain(`GRANT "pg_monitor" TO "we""ird '; DROP" WITH ADMIN TRUE, INHERIT false, SET true`);
  expect(text).not.toMatch(/^\\/m);
});

test('says nothing of passwords that could not be read', () => {
  expect(globalsSql({ ...cluster, passwordsKnown: false })).not.toContain('PASSWORD');
});

test('leaves out options of memberships that 15 does not know', () => {
  expect(globalsSql({ ...cluster, serverVersion: '15.4' })).toContain('WITH ADMIN OPTION;');
});
