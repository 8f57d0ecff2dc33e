import type { Comparison } from './types.ts';

/** How many came, went and changed. */
export type Counts = { came: number; gone: number; changed: number };

type Volume = Comparison['volumes'][number];
type Table = Comparison['databases'][number]['tables'][number];

const nothing: Counts = { came: 0, gone: 0, changed: 0 };

/** Of a volume that only one side has, everything came or went. Null: it could not be compared. */
export function countsOfVolume({ change, entries, files }: Volume): Counts | null {
  if (entries) return { came: entries.added, gone: entries.gone, changed: entries.changed };
  if (change === 'added') return { ...nothing, came: files.right ?? 0 };
  if (change === 'gone') return { ...nothing, gone: files.left ?? 0 };
  return change === 'same' ? nothing : null;
}

/** By the number of rows alone. Null where one side was not counted. */
export function countsOfTable({ change, rows: { left, right } }: Table): Counts | null {
  if (change === 'unknown') return null;
  const more = (right ?? 0) - (left ?? 0);
  return { ...nothing, came: Math.max(0, more), gone: Math.max(0, -more) };
}

export function sumOf(counts: readonly (Counts | null)[]): Counts {
  return counts.reduce<Counts>(
    (sum, each) =>
      each ? { came: sum.came + each.came, gone: sum.gone + each.gone, changed: sum.changed + each.changed } : sum,
    nothing,
  );
}

/** All tables with the database they stand in. */
export function tablesOf({ databases }: Pick<Comparison, 'databases'>): (Table & { database: string })[] {
  return databases.flatMap(({ name, tables }) => tables.map((table) => ({ ...table, database: name })));
}

const sizeOf = (names: { added: unknown[]; gone: unknown[]; changed: unknown[] }): number =>
  names.added.length + names.gone.length + names.changed.length;

/** Whether anything at all is known to differ. */
export function differs(comparison: Comparison): boolean {
  const { volumes, databases, product, postgres, roles } = comparison;
  const other = (both: { left: string | null; right: string | null }) => both.left !== both.right;
  const is = ({ change }: { change: string }) => change !== 'same' && change !== 'unknown';
  return (
    volumes.some(is) ||
    databases.some(is) ||
    other(product) ||
    other(postgres) ||
    (roles !== null && [roles, roles.memberships].some((each) => sizeOf(each) > 0))
  );
}
