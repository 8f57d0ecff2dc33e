import { result as words } from '../messages/restore.ts';
import type { Report } from './result-page.tsx';

export type CheckedLine = {
  name: string;
  manifest: number | null;
  restored: number;
  state: 'equal' | 'differs' | 'exempt';
};

/** Up to how many tables each has a line at once. */
const few = 12;

/** Everything that differs first; then files by volume, and rows by table, summed up where there are many tables. */
export function checkedLines({ files, tables }: Report['checked'], each: boolean): CheckedLine[] {
  const lines = tables.map(tableLine);
  const equal = lines.filter((line) => line.state === 'equal');
  return [
    ...lines.filter((line) => line.state === 'differs'),
    ...files.map((file) => ({
      name: words.volumeFiles(file.volume),
      manifest: file.manifest,
      restored: file.restored,
      state: file.equal ? ('equal' as const) : ('differs' as const),
    })),
    ...(each || equal.length <= few ? equal : [sumOf(equal)]),
    ...lines.filter((line) => line.state === 'exempt'),
  ];
}

/** Whether tables are summed up unless each is asked for. */
export function sumsUp({ tables }: Report['checked']): boolean {
  return tables.filter((table) => table.equal && !table.exempt).length > few;
}

function tableLine(table: Report['checked']['tables'][number]): CheckedLine {
  return {
    name: table.schema === 'public' ? table.name : `${table.schema}.${table.name}`,
    manifest: table.manifest,
    restored: table.restored,
    state: table.exempt ? 'exempt' : table.equal ? 'equal' : 'differs',
  };
}

function sumOf(lines: CheckedLine[]): CheckedLine {
  const sum = (pick: (line: CheckedLine) => number) => lines.reduce((all, line) => all + pick(line), 0);
  return {
    name: words.tableRows(lines.length),
    manifest: lines.some((line) => line.manifest === null) ? null : sum((line) => line.manifest ?? 0),
    restored: sum((line) => line.restored),
    state: 'equal',
  };
}
