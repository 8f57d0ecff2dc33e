import { undo as words } from '../messages/undo.ts';
import type { UndoPlan } from './types.ts';

type Loses = UndoPlan['loses'];

/** One line of what goes: a table or a volume, and how much of it. */
export type Loss = { name: string; text: string; more: string | null };

/** How much goes in all; `known` is false where a part could not be counted. */
export type Totals = { inserted: number; updated: number; deleted: number; entries: number; known: boolean };

export function totalsOf({ volumes, databases }: Loses): Totals {
  const tables = databases.flatMap((database) => database.tables ?? []);
  const sum = (pick: (table: (typeof tables)[number]) => number) => tables.reduce((all, table) => all + pick(table), 0);
  return {
    inserted: sum(({ inserted }) => inserted),
    updated: sum(({ updated }) => updated),
    deleted: sum(({ deleted }) => deleted),
    entries: volumes.reduce((all, { changed }) => all + (changed ?? 0), 0),
    known:
      volumes.every(({ changed }) => changed !== null) && databases.every((each) => each.tables !== null && each.exact),
  };
}

/** Each table that was written to; of a database that was not counted, one line that says so. */
export function tableLosses({ databases }: Loses): Loss[] {
  return databases.flatMap((database): Loss[] => {
    if (database.tables === null) return [{ name: database.name, text: words.notCounted, more: null }];
    return database.tables.map((table) => ({
      name: table.schema === 'public' ? table.name : `${table.schema}.${table.name}`,
      text: (database.exact && words.table(table)) || words.fromTo(table.rowsThen, table.rowsNow),
      more: null,
    }));
  });
}

/** How many names of a volume's changes are shown. */
const named = 3;

/** Each volume that was written to, or that could not be compared. */
export function volumeLosses({ volumes }: Loses): Loss[] {
  return volumes
    .filter(({ changed }) => changed !== 0)
    .map(({ key, changed, names }) => ({
      name: key,
      text: changed === null ? words.notCounted : words.entries(changed),
      more:
        names.length === 0
          ? null
          : [...names.slice(0, named).map(pathOf), ...(names.length > named ? ['…'] : [])].join('; '),
    }));
}

/** A name comes with what is different about it behind a colon; the path may hold colons too. */
function pathOf(name: string): string {
  const end = name.lastIndexOf(': ');
  return end < 0 ? name : name.slice(0, end);
}
