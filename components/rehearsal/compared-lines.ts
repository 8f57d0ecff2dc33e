import { count } from '../format/number.ts';
import { rehearsal as words } from '../messages/rehearsal.ts';
import type { Report } from './types.ts';

export type ComparedLine = {
  name: string;
  manifest: string;
  restored: string;
  state: 'equal' | 'holds' | 'differs' | 'failed' | 'unknown';
  /** Names of what came out otherwise, or why nothing came out. */
  more: string | null;
};

type Checked = Report['checked'];
type Volume = Checked['volumes'][number];
type Database = Checked['databases'][number];
type Table = Database['tables'][number];

/** Up to how many equal tables each has a line at once. */
const few = 8;

/** How many names of differences a line shows. */
const named = 5;

/** What did not come back as it should first; then volumes, tables (summed up where they are many), and what was tried. */
export function comparedLines({ volumes, databases }: Checked, each: boolean): ComparedLine[] {
  const lines = [...volumes.map(volumeLine), ...databases.flatMap((database) => databaseLines(database, each))];
  const bad = (line: ComparedLine) => line.state === 'differs' || line.state === 'failed';
  return [...lines.filter(bad), ...lines.filter((line) => !bad(line))];
}

/** How many parts did not come back as the manifest says. */
export function unequalParts({ volumes, databases }: Checked): number {
  return [...volumes, ...databases].filter((part) => !part.equal).length;
}

/** Whether tables are summed up unless each is asked for. */
export function sumsUp({ databases }: Checked): boolean {
  return databases.some((database) => equalTables(database).length > few);
}

function volumeLine({ key, manifest, restored, equal, problem, differences }: Volume): ComparedLine {
  return {
    name: words.part.volume(key),
    manifest: count(manifest),
    restored: restored === null ? words.nothing : count(restored),
    state: problem !== null ? 'failed' : equal ? 'equal' : 'differs',
    more: problem ?? namesOf(differences),
  };
}

function namesOf({ count: all, names }: Volume['differences']): string | null {
  if (all === 0) return null;
  const shown = names.slice(0, named).join('; ');
  return all > named ? `${shown}; …` : shown;
}

function databaseLines(database: Database, each: boolean): ComparedLine[] {
  if (database.problem !== null) {
    const name = words.part.notLoaded(database.name);
    return [{ name, manifest: '', restored: words.nothing, state: 'failed', more: database.problem }];
  }
  const equal = equalTables(database);
  return [
    ...database.tables.filter((table) => !table.equal).map(tableLine),
    ...(each || equal.length <= few ? equal.map(tableLine) : [sumLine(equal)]),
    structureLine(database),
    ...constraintLines(database),
    ...amcheckLine(database),
  ];
}

function equalTables({ tables }: Database): Table[] {
  return tables.filter((table) => table.equal);
}

function tableLine({ schema, name, manifest, restored, equal }: Table): ComparedLine {
  const rows = (value: number | null) => (value === null ? words.nothing : count(value));
  return {
    name: schema === 'public' ? name : `${schema}.${name}`,
    manifest: rows(manifest),
    restored: rows(restored),
    state: equal ? 'equal' : 'differs',
    more: null,
  };
}

function sumLine(tables: Table[]): ComparedLine {
  const sum = count(tables.reduce((all, table) => all + (table.restored ?? 0), 0));
  return { name: words.part.tables(tables.length), manifest: sum, restored: sum, state: 'equal', more: null };
}

function structureLine({ name, structure }: Database): ComparedLine {
  const state = structure === 'same' ? 'equal' : structure === 'different' ? 'differs' : 'unknown';
  return { name: words.part.structure(name), manifest: '', restored: '', state, more: null };
}

function constraintLines({ name, constraints }: Database): ComparedLine[] {
  if (!constraints) return [];
  const { validated, foreignKeys, notValidated } = constraints;
  const line = (part: string, held: number): ComparedLine => ({
    name: part,
    manifest: '',
    restored: count(held),
    state: 'holds',
    more: null,
  });
  return [
    {
      ...line(words.part.constraints(name), validated),
      more: notValidated.length > 0 ? notValidated.join(', ') : null,
    },
    line(words.part.references(name), foreignKeys),
  ];
}

function amcheckLine({ name, amcheck }: Database): ComparedLine[] {
  if (!amcheck) return [];
  const { checked, broken } = amcheck;
  return [
    {
      name: words.part.sound(name),
      manifest: '',
      restored: count(checked),
      state: broken.length === 0 ? 'holds' : 'failed',
      more: broken.length === 0 ? null : broken.slice(0, named).join('; '),
    },
  ];
}
