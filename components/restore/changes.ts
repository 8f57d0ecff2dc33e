import { restore } from '../messages/restore.ts';
import type { Plan } from './use-plan.ts';

const words = restore.contents;

export type Change = { name: string; archive: string; live: string; difference: string };

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
  const differing = tables.filter((table) => table.archive !== table.live);
  const equal = tables.length - differing.length;
  const sum = tables.reduce((all, table) => all + (table.archive === table.live ? (table.archive ?? 0) : 0), 0);
  const rest =
    equal === 0
      ? []
      : [
          {
            name: differing.length === 0 ? words.tables(equal) : words.otherTables(equal),
            archive: words.rows(sum),
            live: words.rows(sum),
            difference: words.sameRows,
          },
        ];
  return [...differing.map(tableChange), ...rest];
}

function tableChange({ schema, name, archive, live }: Plan['tables'][number]): Change {
  return {
    name: schema === 'public' ? name : `${schema}.${name}`,
    archive: archive === null ? words.none : words.rows(archive),
    live: live === null ? words.none : words.rows(live),
    difference:
      archive === null ? words.tableGoes : live === null ? words.tableComes : words.difference(archive, live, 'row'),
  };
}
