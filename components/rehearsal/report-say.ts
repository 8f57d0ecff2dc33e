import { rehearsal as words } from '../messages/rehearsal.ts';
import { unequalParts } from './compared-lines.ts';
import type { Report } from './types.ts';

/** The report in two or three sentences, its facts leading to where they are shown. */
export function summaryOf({ checked, restoreMs }: Report, project: string): string {
  const { volumes, databases, agreement } = checked;
  if (volumes.length + databases.length === 0) return words.unread;
  const unequal = unequalParts(checked);
  const files = volumes.reduce((sum, volume) => sum + (volume.restored ?? 0), 0);
  const rows = databases.flatMap((database) => database.tables).reduce((sum, table) => sum + (table.restored ?? 0), 0);
  const came = databases.length > 0 ? words.files(files, rows) : words.onlyFiles(files);
  return [
    words.beside(project),
    unequal === 0 ? came : words.unequal(unequal),
    agreement?.holds ? words.agrees : '',
    agreement?.holds === false ? words.disagrees : '',
    restoreMs === null ? '' : words.took(restoreMs),
    words.removed,
  ]
    .filter(Boolean)
    .join(' ');
}
