import { restore } from '../messages/restore.ts';
import type { Plan } from './use-plan.ts';

const words = restore.contents;

type Table = Plan['tables'][number];

/** `columns` where a table's columns change too. */
export type Change = { name: string; archive: string; live: string; difference: string; columns?: string };

/** What a restore would change, part by part: volumes first, then each table that differs, the rest in one row. */
export function changesOf(plan: Pick<Plan, 'volumes' | 'tables'>): Change[] {
  return [...plan.volumes.map(volumeChange), ...tableChanges(plan.tables)];
}

function volumeChange({ key, does, archive, live }: Plan['volumes'][number]): Change {
  const size = (side: { files: number; bytes: number } | null) => (side ? words.files(side.files, side.bytes) : null);
  return {
    name: key,
    archive: size(archive) ?? words.none,
    live: size(live) ?? (does === 'create' ? words.none : words.notCounted),
    difference: volumeDifference(does, archive?.files, live?.files),
  };
}

function volumeDifference(does: Plan['volumes'][number]['does'], archive?: number, live?: number): string {
  if (does === 'create') return words.create;
  if (does === 'leave') return archive === undefined ? words.leave : words.leftOut;
  return archive === undefined || live === undefined ? words.replace : words.difference(archive, live, 'file');
}

function tableChanges(tables: Plan['tables']): Change[] {
  const of = (...changes: Table['change'][]) => tables.filter(({ change }) => changes.includes(change));
  const differing = of('changed', 'added', 'gone');
  const beside = (rest: Table[]) =>
    differing.length === 0 ? words.tables(rest.length) : words.otherTables(rest.length);
  const [same, unknown] = [of('same'), of('unknown')];
  return [
    ...differing.map(tableChange),
    ...(same.length > 0
      ? [{ name: beside(same), archive: rowsOf(same), live: rowsOf(same), difference: words.sameRows }]
      : []),
    ...(unknown.length > 0
      ? [{ name: beside(unknown), archive: rowsOf(unknown), live: words.notCounted, difference: words.replace }]
      : []),
  ];
}

const rowsOf = (tables: Table[]) => words.rows(tables.reduce((sum, { archive }) => sum + (archive ?? 0), 0));

function tableChange({ schema, name, change, archive, live, columns }: Table): Change {
  const rows = (side: number | null) => (side === null ? words.notCounted : words.rows(side));
  return {
    name: schema === 'public' ? name : `${schema}.${name}`,
    archive: change === 'gone' ? words.none : rows(archive),
    live: change === 'added' ? words.none : rows(live),
    difference: tableDifference(change, archive, live),
    ...(columns && anyOf(columns) ? { columns: words.columns(columns.added, columns.gone, columns.changed) } : {}),
  };
}

function tableDifference(change: Table['change'], archive: number | null, live: number | null): string {
  if (change === 'gone') return words.tableGoes;
  if (change === 'added') return words.tableComes;
  return archive === null || live === null ? words.replace : words.difference(archive, live, 'row');
}

const anyOf = ({ added, gone, changed }: NonNullable<Table['columns']>) =>
  added.length + gone.length + changed.length > 0;
