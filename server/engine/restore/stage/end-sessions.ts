import pg from 'pg';
import type { Profile } from '../../../installation/index.ts';
import { applicationName, endInstallationSessions, type PostgresLink } from '../../../postgres/index.ts';
import type { RestoreRun } from '../run.ts';
import type { Checked } from './compare.ts';
import type { Staged } from './stage.ts';

/**
 * Makes the sign-ins that the archive would bring back invalid, by the profile's statement on the staged database: after
 * the comparison, before the commit. Its tables are marked as changed on purpose. A database that has no such table
 * is restored all the same: that old sign-ins may work again is a warning.
 * @returns how many ended, and the comparison as it stands now
 */
export async function endStagedSessions(
  staged: Staged,
  sessions: Profile['sessions'],
  checked: Checked,
  run: RestoreRun,
): Promise<{ ended: number; checked: Checked; warnings: string[] }> {
  if (!sessions || staged.databases.length === 0) return { ended: 0, checked, warnings: [] };
  const part = staged.databases.find(({ archived }) => hasTables(archived, sessions.tables));
  if (!part) return notEnded(checked, run);
  const { link } = staged.reach;
  const name = applicationName(run.job, 'sessions');
  const ended = await endInstallationSessions(link, part.staged.name, sessions.statement, name);
  if (ended === null) return notEnded(checked, run);
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
  return { ended, checked: { ...checked, tables }, warnings: [] };
}

export const sessionsNotEnded =
  'The database has no table of sign-in sessions as the profile knows it, so none were ended: sign-ins from before the archive may work again.';

function notEnded(checked: Checked, run: RestoreRun): { ended: number; checked: Checked; warnings: string[] } {
  run.progress.log('restore', sessionsNotEnded, 'warn');
  return { ended: 0, checked, warnings: [sessionsNotEnded] };
}

type TableName = { schema: string; name: string };

function names(tables: readonly TableName[], { schema, name }: TableName): boolean {
  return tables.some((table) => table.schema === schema && table.name === name);
}

/** Whether the archive's table list names all of them. */
export function hasTables(archived: { tables: readonly TableName[] }, tables: readonly TableName[]): boolean {
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
