import { result as words } from '../messages/restore.ts';
import type { Report } from './result-page.tsx';

export type CheckedLine = { name: string; manifest: number; restored: number; state: 'equal' | 'differs' | 'exempt' };

/** How many equal tables are named one by one before the rest is summed up. */
const named = 6;

/** Everything that differs is named; of what is equal the largest tables are, the rest stands in one line. */
export function checkedLines({ files, tables }: Report['checked']): CheckedLine[] {
  const lines = tables.map((table) => ({
    name: table.schema === 'public' ? table.name : `${table.schema}.${table.name}`,
    manifest: table.manifest,
    restored: table.restored,
    state: table.exempt ? ('exempt' as const) : table.equal ? ('equal' as const) : ('differs' as const),
  }));
  const equal = lines.filter((line) => line.state === 'equal').toSorted((one, other) => other.manifest - one.manifest);
  const others = equal.slice(named);
  const sum = (pick: (line: CheckedLine) => number) => others.reduce((all, line) => all + pick(line), 0);
  return [
    ...lines.filter((line) => line.state === 'differs'),
    ...files.map((file) => ({
      name: words.volumeFiles(file.volume),
      manifest: file.manifest,
      restored: file.restored,
      state: file.equal ? ('equal' as const) : ('differs' as const),
    })),
    ...equal.slice(0, named),
    ...(others.length > 0
      ? [
          {
            name: words.otherTables(others.length),
            manifest: sum((line) => line.manifest),
            restored: sum((line) => line.restored),
            state: 'equal' as const,
          },
        ]
      : []),
    ...lines.filter((line) => line.state === 'exempt'),
  ];
}
