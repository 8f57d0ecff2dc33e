import pg from 'pg';
import type { Profile } from '../../../installation/index.ts';
import { applicationName, endInstallationSessions, type PostgresLink } from '../../../postgres/index.ts';
import type { RestoreRun } from '../run.ts';
import type { Checked } from './compare.ts';
import type { StagedPart } from './database.ts';
import type { Staged } from './stage.ts';

/**
 * Makes the sign-ins that the archive would bring back invalid, by the profile's statement on the staged database: after
 * the comparison, before the commit. Its tables are marked as changed on purpose.
 * @returns how many ended, and the comparison as it stands now
 */
export async function endStagedSessions(
  staged: Staged,
  sessions: Profile['sessions'],
  checked: Checked,
  run: RestoreRun,
): Promise<{ ended: number; checked: Checked }> {
  const part = sessions && staged.databases.find((each) => holds(each, sessions.tables));
  if (!sessions || !part) return { ended: 0, checked };
  const { link } = staged.reach;
  const name = applicationName(run.job, 'sessions');
  const ended = await endInstallationSessions(link, part.staged.name, sessions.statement, name);
  run.progress.log(part.archived.name, `${ended} sessions of the installation ended`);
  const tables: Checked['tables'] = [];
  for (const table of checked.tables) {
    const touched = table.database === part.archived.name && names(sessions.tables, table);
    if (!touched) {
      tables.push(table);
      continue;
    }
    const restored = await countRows(link, part.staged.name, table, name);
    tables.push({ ...table, restored, equal: restored === table.manifest, exempt: true });
  }
  return { ended, checked: { ...checked, tables } };
}

type TableName = { schema: string; name: string };

function names(tables: readonly TableName[], { schema, name }: TableName): boolean {
  return tables.some((table) => table.schema === schema && table.name === name);
}

function holds({ archived }: StagedPart, tables: readonly TableName[]): boolean {
  return tables.every((table) => names(archived.tables, table));
}

async function countRows(link: PostgresLink, database: string, table: TableName, application: string): Promise<number> {
  const client = await link.connect(database, application);
  try {
    const name = `${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.name)}`;
    const { rows } = await client.query<{ count: string }>(`SELECT count(*)::text AS count FROM ${name}`);
    return Number(rows[0]?.count ?? 0);
  } finally {
    await client.end();
  }
}
