import type { RestoreReport } from '../../../contract/restores.ts';
import { fail } from '../../../errors/error.ts';
import { compareWithManifest, type DatabaseDifferences } from '../../../postgres/index.ts';
import type { RestoreRun } from '../run.ts';
import { stageNames } from '../stages.ts';
import type { Staged } from './stage.ts';

export type Checked = RestoreReport['checked'];

/**
 * Compares the staged side with the archive, file by file and table by table.
 * @throws `restore.files-differ`, `restore.rows-differ`: what the archive says is not what came out
 */
export async function compare(staged: Staged, run: RestoreRun): Promise<Checked> {
  run.progress.stage(stageNames.compare, 'the staged side with the archive');
  const files = staged.volumes.map(({ swap, archived, entries, differences }) => {
    if (differences.count > 0) {
      const names = differences.names.slice(0, 5).join(', ');
      throw fail('restore.files-differ', { volume: swap.name, count: differences.count, names });
    }
    return { volume: swap.name, manifest: archived.files, restored: entries, equal: true };
  });
  const tables: Checked['tables'] = [];
  for (const { archived, staged: database } of staged.databases) {
    const found = await compareWithManifest(staged.reach.link, database.name, archived, { signal: run.signal });
    refuseDifferences(archived.name, found);
    for (const { schema, name, rows } of archived.tables) {
      tables.push({
        database: archived.name,
        schema,
        name,
        manifest: rows,
        restored: rows,
        equal: true,
        exempt: false,
      });
    }
  }
  return { files, tables };
}

function refuseDifferences(database: string, found: DatabaseDifferences): void {
  const differences = [
    ...found.tables.map(
      ({ schema, name, expected, found: rows }) =>
        `${schema}.${name} has ${rows === null ? 'no table' : `${rows} rows`} instead of ${expected === null ? 'no table' : expected}`,
    ),
    ...(found.structureDiffers ? ['its structure is another one'] : []),
  ];
  if (differences.length === 0) return;
  throw fail('restore.rows-differ', { database, differences: differences.slice(0, 5).join(', ') });
}
