import { describe, expect, it } from 'vitest';
import type { Comparison, Names } from '../../../contract/compare.ts';
import type { Role } from '../../../postgres/index.ts';
import { judgeDatabaseDifferences, judgeRoles } from './difference-findings.ts';
import type { ServerFacts } from './server-facts.ts';

type Database = Comparison['databases'][number];
type Table = Database['tables'][number];

const table = (name: string, left: number | null, right: number | null, change: Table['change']): Table => ({
  ...{ schema: 'public', name, change, rows: { left, right }, columns: null },
});
const database = (differs: Partial<Database>): Database => ({
  ...{ name: 'app', change: 'changed', structure: 'same', tables: [], extensions: [] },
  ...{ collation: { left: 'UTF8 libc C C', right: 'UTF8 libc C C' } },
  ...differs,
});
const judge = (differs: Partial<Database>) => judgeDatabaseDifferences({ databases: [database(differs)], roles: null });
const found = (differs: Partial<Database>, code: string) => judge(differs).find((finding) => finding.code === code);

describe('what a restore changes in a database', () => {
  it('is only that its rows are as many, where nothing differs', () => {
    const tables = [table('users', 2, 2, 'same')];
    expect(judge({ change: 'same', tables })).toEqual([
      expect.objectContaining({
        code: 'database.rows',
        level: 'pass',
        text: expect.stringMatching(/as many rows now/),
      }),
    ]);
  });

  it('names tables and columns that come back, go or change', () => {
    const columns = { added: ['age'], gone: ['email'], changed: ['id', 'name'] };
    const tables = [
      table('retired', null, 4, 'added'),
      table('hired', 3, null, 'gone'),
      { ...table('users', 2, 2, 'changed'), schema: 'sales', columns },
    ];
    expect(found({ tables }, 'database.tables')).toMatchObject({
      level: 'warn',
      text: 'Tables and columns of app become what they were: table retired comes back; table hired goes; in sales.users age comes back, email goes, id, name change.',
    });
  });

  it('tells the tables whose rows differ most, and how many could not be counted', () => {
    const moved = Array.from({ length: 8 }, (_, n) => table(`t${n}`, 10, 10 + n, n === 0 ? 'same' : 'changed'));
    const tables = [...moved, table('huge', null, 5, 'unknown'), table('new', null, 9, 'added')];
    const text = found({ tables }, 'database.rows')?.text;
    expect(text).toMatch(
      /^The number of rows in the tables of app differs in 7 of 9: t7 \(10 now, 17 in the archive\)/,
    );
    expect(text).toMatch(/2 more; 1 could not be counted in time\.$/);
  });

  it('warns of extensions that go and of another collation', () => {
    const extension = (name: string, change: Table['change'], left: string | null, right: string | null) => ({
      ...{ name, change, versions: { left, right } },
    });
    const extensions = [
      extension('pgcrypto', 'gone', '1.3', null),
      extension('hstore', 'added', null, '1.8'),
      extension('plpgsql', 'changed', '1.1', '1.0'),
    ];
    const collation = { left: 'UTF8 libc C C', right: 'UTF8 libc de_DE.utf8 de_DE.utf8' };
    expect(found({ extensions }, 'database.extensions')).toMatchObject({
      level: 'warn',
      text: 'Extensions of app: hstore comes back; pgcrypto goes; plpgsql is 1.1 now and was 1.0.',
    });
    expect(found({ collation }, 'database.collation')).toMatchObject({ level: 'warn' });
  });

  it('says nothing of a database that is gone or could not be asked', () => {
    expect([...judge({ change: 'added' }), ...judge({ change: 'unknown' })]).toEqual([]);
  });
});

describe('what a restore changes of users and roles', () => {
  const role = (name: string, facts: Partial<Role> = {}) =>
    ({ name, superuser: false, canLogin: false, ...facts }) as Role;
  const live = { roles: [role('joiner'), role('boss', { superuser: true })], memberships: [] };
  const server = { up: true, roles: live } as unknown as ServerFacts;
  const none = { added: [], gone: [], changed: [] };
  const findings = (roles: Comparison['roles'], archived: Role[] = []) =>
    judgeRoles({ databases: [], roles }, { archived: { roles: archived, memberships: [] }, server, own: 'keeper' });
  const levels = (roles: Names | null, archived: Role[] = []) =>
    findings(roles && { ...roles, memberships: none }, archived).map(({ code, level }) => [code, level]);

  it('passes where they are the same; our own is never changed, and a superuser lacks nothing', () => {
    expect(levels({ added: [], gone: ['boss'], changed: ['keeper'] })).toEqual([['roles.same', 'pass']]);
  });

  it('warns of those that lose what they were granted, and of those whose rights go back', () => {
    expect(levels({ added: [], gone: ['joiner'], changed: ['reader'] })).toEqual([
      ['roles.gone', 'warn'],
      ['roles.changed', 'warn'],
    ]);
  });

  it('warns of those that come back only where one can sign in', () => {
    const roles = { added: ['leaver'], gone: [], changed: [] };
    expect(levels(roles, [role('leaver')])).toEqual([['roles.added', 'pass']]);
    expect(levels(roles, [role('leaver', { canLogin: true })])).toEqual([['roles.added', 'warn']]);
  });

  it('warns of memberships that come back, go or get other options; not of those of roles that stay', () => {
    const [maria, joiner] = ['maria', 'joiner'].map((member) => ({ role: 'staff', member }));
    const monitor = { role: 'pg_monitor', member: 'maria' };
    const archived = [role('maria'), role('staff')];
    const said = (memberships: object) => findings({ ...none, memberships: { ...none, ...memberships } }, archived);
    expect(said({ added: [maria], gone: [monitor, joiner] })).toMatchObject([
      {
        ...{ code: 'roles.members', level: 'warn' },
        text: 'Memberships of users and roles become what they were: maria in staff comes back; maria in pg_monitor goes.',
      },
    ]);
    expect(said({ changed: [maria] })[0]?.text).toContain('maria in staff gets back the options it had');
    expect(said({ gone: [joiner] })).toMatchObject([{ code: 'roles.same' }]);
  });

  it('says nothing where one side does not tell them', () => {
    expect(levels(null)).toEqual([]);
  });
});
