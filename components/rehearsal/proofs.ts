import { rehearsal as words } from '../messages/rehearsal.ts';
import type { Report } from './types.ts';

/** What a rehearsal that passed has shown; nothing where a part did not come back. */
export function proofsOf({ checked, restoreMs }: Report): string[] {
  if (restoreMs === null) return [];
  const { volumes, databases, agreement } = checked;
  const sum = (pick: (database: (typeof databases)[number]) => number) =>
    databases.reduce((all, database) => all + pick(database), 0);
  const text = words.proofs;
  const constraints = sum((database) => database.constraints?.validated ?? 0);
  const sound = sum((database) => database.amcheck?.checked ?? 0);
  return [
    text.whole,
    volumes.length > 0 ? text.volumes(volumes.length) : '',
    databases.length > 0
      ? text.databases(
          databases.length,
          sum((database) => database.tables.length),
        )
      : '',
    constraints > 0
      ? text.constraints(
          constraints,
          sum((database) => database.constraints?.foreignKeys ?? 0),
        )
      : '',
    sound > 0 ? text.sound(sound) : '',
    agreement?.holds ? text.agreement(agreement.name, agreement.files) : '',
    text.time(restoreMs),
  ].filter(Boolean);
}
