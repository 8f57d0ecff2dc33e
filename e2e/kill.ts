import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Dashboard } from '../demo/world.ts';
import { databaseFile } from '../server/store/index.ts';

/**
 * Kills the dashboard (SIGKILL) as soon as its own state says that something has begun, looking a thousand times a second.
 * @param sql answers a row once it has.
 */
export async function killWhen(dashboard: Dashboard, sql: string, parameters: readonly string[]): Promise<void> {
  const db = new Database(join(dashboard.stateFolder, databaseFile), { readonly: true });
  try {
    const statement = db.prepare(sql);
    while (statement.get(...parameters) === undefined) await new Promise((resolve) => setTimeout(resolve, 1));
    dashboard.kill('SIGKILL');
  } finally {
    db.close();
  }
}

export const stageRuns = "select 1 from job_stages where job_id = ? and name = ? and state = 'running'";
export const writersHeld = "select 1 from journal_steps where job_id = ? and step = 'hold'";
