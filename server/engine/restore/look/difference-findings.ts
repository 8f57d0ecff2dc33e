import type { Finding } from '../../../archive/finding.ts';
import type { Comparison } from '../../../contract/compare.ts';
import { joinsOnly, type Roles } from '../../../postgres/index.ts';
import type { Differences } from './differences.ts';
import type { ServerFacts } from './server-facts.ts';

type Database = Comparison['databases'][number];
type Table = Database['tables'][number];

/** What a restore would change in the databases that are there, in words. One that is gone is told as a whole elsewhere. */
export function judgeDatabaseDifferences({ databases }: Differences): Finding[] {
  return databases
    .filter(({ change }) => change === 'same' || change === 'changed')
    .flatMap((database) => [
      ...judgeTables(database),
      judgeRows(database),
      ...judgeExtensions(database),
      ...judgeCollation(database),
    ]);
}

function judgeTables({ name, tables }: Database): Finding[] {
  const named = (change: Table['change']) => tables.filter((table) => table.change === change).map(tableName);
  const said = [
    ...saidOf('comes back', 'come back', named('added'), 'table'),
    ...saidOf('goes', 'go', named('gone'), 'table'),
    ...few(tables.flatMap(columnsInWords)),
  ];
  if (said.length === 0) return [];
  const text = `Tables and columns of ${name} become what they were: ${said.join('; ')}.`;
  const remedy = 'What goes is then in the kept side, and in the safety backup: copy from there what is still needed.';
  return [{ code: 'database.tables', level: 'warn', text, remedy }];
}

function columnsInWords(table: Table): string[] {
  if (!table.columns) return [];
  const { added, gone, changed } = table.columns;
  const said = [
    ...saidOf('comes back', 'come back', added),
    ...saidOf('goes', 'go', gone),
    ...saidOf('changes', 'change', changed),
  ];
  return said.length === 0 ? [] : [`in ${tableName(table)} ${said.join(', ')}`];
}

/** Rows are what a restore is about: said, never warned of. */
function judgeRows({ name, tables }: Database): Finding {
  const both = tables.filter(({ change }) => change !== 'added' && change !== 'gone');
  const counted = both.filter(({ rows }) => rows.left !== null && rows.right !== null);
  const distance = ({ rows }: Table) => Math.abs((rows.left ?? 0) - (rows.right ?? 0));
  const moved = counted.filter((table) => distance(table) > 0).sort((a, b) => distance(b) - distance(a));
  const each = moved.map((table) => `${tableName(table)} (${table.rows.left} now, ${table.rows.right} in the archive)`);
  const said = [
    ...(moved.length > 0 ? [`in ${moved.length} of ${both.length}: ${few(each).join(', ')}`] : []),
    ...(counted.length < both.length ? [`${both.length - counted.length} could not be counted in time`] : []),
  ];
  const text =
    said.length === 0
      ? `Every table of ${name} has as many rows now as in the archive.`
      : `The number of rows in the tables of ${name} differs ${said.join('; ')}.`;
  return { code: 'database.rows', level: 'pass', text, remedy: null };
}

function judgeExtensions({ name, extensions }: Database): Finding[] {
  const of = (change: Table['change']) => extensions.filter((each) => each.change === change);
  const gone = of('gone').map((each) => each.name);
  const said = [
    ...saidOf(
      'comes back',
      'come back',
      of('added').map((each) => each.name),
    ),
    ...saidOf('goes', 'go', gone),
    ...of('changed').map((each) => `${each.name} is ${each.versions.left} now and was ${each.versions.right}`),
  ];
  if (said.length === 0) return [];
  const level = gone.length > 0 ? 'warn' : 'pass';
  return [{ code: 'database.extensions', level, text: `Extensions of ${name}: ${said.join('; ')}.`, remedy: null }];
}

function judgeCollation({ name, collation: { left, right } }: Database): Finding[] {
  if (left === right) return [];
  const text = `${name} gets back the archive’s encoding and collation (${right}); now it has ${left}. Texts are sorted and compared as they were then.`;
  return [{ code: 'database.collation', level: 'warn', text, remedy: null }];
}

type RolesOf = { archived: Roles | null; server: ServerFacts; own: string };

/**
 * Roles belong to the whole server: the archive's are made or changed back, those that it does not know stay.
 * @param own our own role on the server: no restore touches it
 */
export function judgeRoles({ roles }: Differences, { archived, server, own }: RolesOf): Finding[] {
  if (!roles || !archived || !server.up) return [];
  const strong = new Set(server.roles.roles.filter(({ superuser }) => superuser).map(({ name }) => name));
  const enter = new Set(archived.roles.filter(({ canLogin }) => canLogin).map(({ name }) => name));
  const stay = roles.gone.filter((name) => !strong.has(name));
  const changed = roles.changed.filter((name) => name !== own);
  const findings = [
    ...comeBack(roles.added, enter),
    ...lose(stay),
    ...change(changed),
    ...join(ofKnown(roles.memberships, archived)),
  ];
  if (findings.length > 0) return findings;
  const text = 'The server has the archive’s users and roles, with the same rights and memberships.';
  return [{ code: 'roles.same', level: 'pass', text, remedy: null }];
}

function comeBack(names: readonly string[], enter: ReadonlySet<string>): Finding[] {
  if (names.length === 0) return [];
  const level = names.some((name) => enter.has(name)) ? 'warn' : 'pass';
  const text = `Users and roles that come back: ${few(names).join(', ')}. The server does not have them now.`;
  const remedy = level === 'warn' ? 'After the restore, drop those that were removed on purpose (DROP ROLE).' : null;
  return [{ code: 'roles.added', level, text, remedy }];
}

function lose(names: readonly string[]): Finding[] {
  if (names.length === 0) return [];
  const text = `Users and roles that the archive does not know: ${few(names).join(', ')}. They stay on the server, but nothing in what comes back belongs to them or is granted to them.`;
  const remedy = 'After the restore, grant them what they still need, or drop them.';
  return [{ code: 'roles.gone', level: 'warn', text, remedy }];
}

function change(names: readonly string[]): Finding[] {
  if (names.length === 0) return [];
  const text = `Users and roles that change: ${few(names).join(', ')}. They get back the rights, limits and settings that they had then. One that a container signs in as keeps its password and may still sign in.`;
  const remedy = 'After the restore, set again what was changed on purpose since (ALTER ROLE).';
  return [{ code: 'roles.changed', level: 'warn', text, remedy }];
}

type Memberships = NonNullable<Differences['roles']>['memberships'];

/** Those of roles that the archive does not know stay as they are, like the roles. */
function ofKnown({ gone, ...others }: Memberships, { roles }: Roles): Memberships {
  return { ...others, gone: gone.filter(joinsOnly(roles)) };
}

function join({ added, gone, changed }: Memberships): Finding[] {
  const names = (memberships: Memberships['added']) => memberships.map(({ role, member }) => `${member} in ${role}`);
  const said = [
    ...saidOf('comes back', 'come back', names(added)),
    ...saidOf('goes', 'go', names(gone)),
    ...saidOf('gets back the options it had', 'get back the options they had', names(changed)),
  ];
  if (said.length === 0) return [];
  const text = `Memberships of users and roles become what they were: ${said.join('; ')}.`;
  const remedy = 'After the restore, set again what was changed on purpose since (GRANT, REVOKE).';
  return [{ code: 'roles.members', level: 'warn', text, remedy }];
}

const tableName = ({ schema, name }: Pick<Table, 'schema' | 'name'>) =>
  schema === 'public' ? name : `${schema}.${name}`;

function saidOf(one: string, several: string, names: readonly string[], kind?: string): string[] {
  const before = kind ? `${kind}${names.length === 1 ? '' : 's'} ` : '';
  return names.length === 0 ? [] : [`${before}${few(names).join(', ')} ${names.length === 1 ? one : several}`];
}

const most = 6;

/** The first of many, and how many more there are. */
function few(names: readonly string[]): string[] {
  return names.length <= most ? [...names] : [...names.slice(0, most - 1), `${names.length - most + 1} more`];
}
