import type { DatabaseProperties } from '../../archive/manifest.ts';
import type { Comparison, Names } from '../../contract/compare.ts';
import { messageOf } from '../../errors/error.ts';
import { type Membership, type Role, type Roles, sameMembership } from '../../postgres/index.ts';
import { type Side, type SideDatabase, type SideVolume, tableKey } from './side.ts';
import { changeOf, treeDifferences } from './trees.ts';

type Volume = Comparison['volumes'][number];
type Database = Comparison['databases'][number];
type Memberships = NonNullable<Comparison['roles']>['memberships'];

/** Holds two sides against each other. */
export async function compareSides(left: Side, right: Side): Promise<Comparison> {
  const problems = [...left.problems, ...right.problems];
  const volumes: Volume[] = [];
  for (const [one, other] of pairs(left.volumes, right.volumes, ({ key }) => key)) {
    volumes.push(await compareVolume(one, other, problems));
  }
  return {
    left: left.said,
    right: right.said,
    product: { left: left.product, right: right.product },
    postgres: { left: left.databases[0]?.serverVersion ?? null, right: right.databases[0]?.serverVersion ?? null },
    volumes,
    databases: pairs(left.databases, right.databases, ({ name }) => name)
      // A live server that does not answer has lost none of its databases.
      .map(([one, other]) => compareDatabase(one, other, left.databases.length * right.databases.length > 0)),
    roles: compareRoles(left.roles, right.roles),
    problems,
  };
}

/** Things of both sides by what they are matched with; each that either side has, once. */
export function pairs<Thing>(
  left: readonly Thing[],
  right: readonly Thing[],
  keyOf: (thing: Thing) => string,
): [Thing | null, Thing | null][] {
  const others = new Map(right.map((thing) => [keyOf(thing), thing]));
  const known = new Set(left.map(keyOf));
  return [
    ...left.map((thing): [Thing, Thing | null] => [thing, others.get(keyOf(thing)) ?? null]),
    ...right.filter((thing) => !known.has(keyOf(thing))).map((thing): [null, Thing] => [null, thing]),
  ];
}

async function compareVolume(left: SideVolume | null, right: SideVolume | null, problems: string[]): Promise<Volume> {
  const entries = left && right ? await countEntries(left, right, problems) : null;
  const differs = entries !== null && entries.added + entries.gone + entries.changed > 0;
  return {
    key: (left ?? right)?.key ?? '',
    change: presence(left, right) ?? (entries === null ? 'unknown' : differs ? 'changed' : 'same'),
    names: { left: left?.name ?? null, right: right?.name ?? null },
    files: { left: left?.files ?? null, right: right?.files ?? null },
    bytes: { left: left?.bytes ?? null, right: right?.bytes ?? null },
    entries,
  };
}

async function countEntries(left: SideVolume, right: SideVolume, problems: string[]): Promise<Volume['entries']> {
  try {
    const counts = { added: 0, gone: 0, changed: 0 };
    for (const difference of treeDifferences(await left.tree(), await right.tree())) counts[changeOf(difference)] += 1;
    return counts;
  } catch (error) {
    problems.push(`The files of ${left.key} could not be compared: ${messageOf(error)}`);
    return null;
  }
}

function presence(left: unknown, right: unknown): 'added' | 'gone' | null {
  if (left === null) return 'added';
  return right === null ? 'gone' : null;
}

/** @param bothTell whether one that is null is not there; else it could not be asked */
export function compareDatabase(left: SideDatabase | null, right: SideDatabase | null, bothTell: boolean): Database {
  const structure = structureOf(left, right);
  const tables = bothTell ? compareTables(left, right) : [];
  const extensions = pairs(left?.extensions ?? [], right?.extensions ?? [], ({ name }) => name).map(([one, other]) => ({
    name: (one ?? other)?.name ?? '',
    change: presence(one, other) ?? (one?.version === other?.version ? ('same' as const) : ('changed' as const)),
    versions: { left: one?.version ?? null, right: other?.version ?? null },
  }));
  const collation = {
    left: left ? collationOf(left.properties) : null,
    right: right ? collationOf(right.properties) : null,
  };
  const differs =
    structure === 'different' ||
    collation.left !== collation.right ||
    [...tables, ...extensions].some(({ change }) => change !== 'same');
  return {
    name: (left ?? right)?.name ?? '',
    change: bothTell ? (presence(left, right) ?? (differs ? 'changed' : 'same')) : 'unknown',
    structure,
    tables,
    extensions,
    collation,
  };
}

function structureOf(left: SideDatabase | null, right: SideDatabase | null): Database['structure'] {
  if (!left || !right || left.serverMajor !== right.serverMajor) return 'unknown';
  return left.structure === right.structure ? 'same' : 'different';
}

function collationOf({ encoding, collate, ctype, localeProvider, icuLocale }: DatabaseProperties): string {
  return [encoding, localeProvider, collate, ctype, ...(icuLocale === null ? [] : [icuLocale])].join(' ');
}

function compareTables(left: SideDatabase | null, right: SideDatabase | null): Database['tables'] {
  const keyOf = ({ schema, name }: { schema: string; name: string }) => tableKey(schema, name);
  return pairs(left?.tables ?? [], right?.tables ?? [], keyOf).map(([one, other]) => {
    const { schema, name } = one ?? other ?? { schema: '', name: '' };
    const rows = { left: one?.rows ?? null, right: other?.rows ?? null };
    const columns = one && other ? compareColumns(left, right, tableKey(schema, name)) : null;
    return { schema, name, change: presence(one, other) ?? changeOfTable(rows, columns), rows, columns };
  });
}

function changeOfTable(
  { left, right }: { left: number | null; right: number | null },
  columns: Names | null,
): 'same' | 'changed' | 'unknown' {
  if (columns && columns.added.length + columns.gone.length + columns.changed.length > 0) return 'changed';
  if (left === null || right === null) return 'unknown';
  return left === right ? 'same' : 'changed';
}

function compareColumns(left: SideDatabase | null, right: SideDatabase | null, key: string): Names | null {
  const [one, other] = [left?.columns?.get(key), right?.columns?.get(key)];
  return one && other ? compareNames(one, other, ({ type, required }) => JSON.stringify([type, required])) : null;
}

/** Null where one side does not tell them. */
export function compareRoles(left: Roles | null, right: Roles | null): Comparison['roles'] {
  if (!left || !right) return null;
  return {
    ...compareNames(left.roles, right.roles, roleFacts),
    memberships: compareMemberships(left.memberships, right.memberships),
  };
}

function compareMemberships(left: readonly Membership[], right: readonly Membership[]): Memberships {
  const said = ({ role, member }: Membership) => ({ role, member });
  const memberships: Memberships = { added: [], gone: [], changed: [] };
  for (const [one, other] of pairs(left, right, ({ role, member }) => JSON.stringify([role, member]))) {
    if (one && !other) memberships.gone.push(said(one));
    else if (!one && other) memberships.added.push(said(other));
    else if (one && other && !sameMembership(one, other)) memberships.changed.push(said(one));
  }
  return memberships;
}

/** Names that came, went, or stand for something else. */
function compareNames<Named extends { name: string }>(
  left: readonly Named[],
  right: readonly Named[],
  factsOf: (named: Named) => string,
): Names {
  const names: Names = { added: [], gone: [], changed: [] };
  for (const [one, other] of pairs(left, right, ({ name }) => name)) {
    if (one && !other) names.gone.push(one.name);
    else if (!one && other) names.added.push(other.name);
    else if (one && other && factsOf(one) !== factsOf(other)) names.changed.push(one.name);
  }
  return names;
}

/** What a role may do. Passwords count for nothing here: hashes are never looked at. */
function roleFacts({ passwordHash: _hash, comment: _comment, ...facts }: Role): string {
  return JSON.stringify(facts);
}
