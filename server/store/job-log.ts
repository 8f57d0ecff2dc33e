import type { JobId } from '../archive/ids.ts';
import type { LogLevel } from '../jobs/contract.ts';
import type { Database } from './database.ts';

export type StoredLogLine = { seq: number; at: string; source: string; level: LogLevel; text: string };

/** Lines kept of one job: a helper that complains about every file must not fill the disk. */
export const logCap = 5000;
const lineCap = 4000;

/** Appends a line; beyond the cap the last one says that the rest is left out. */
export async function appendLog(
  db: Database,
  id: JobId,
  line: { source: string; level: LogLevel; text: string },
  at: Date,
): Promise<void> {
  await db.transaction().execute(async (step) => {
    const last = await step
      .selectFrom('job_log')
      .select((eb) => eb.fn.max('seq').as('seq'))
      .where('job_id', '=', id)
      .executeTakeFirst();
    const seq = (last?.seq ?? 0) + 1;
    if (seq > logCap) return;
    const shown =
      seq === logCap
        ? { source: 'holdfast', level: 'warn', text: 'The log is full: further lines are left out.' }
        : { ...line, text: line.text.slice(0, lineCap) };
    await step
      .insertInto('job_log')
      .values({ job_id: id, seq, at: at.toISOString(), ...shown })
      .execute();
  });
}

/** Lines after `after` (a seq), oldest first. */
export async function logOf(
  db: Database,
  id: string,
  options: { after?: number; limit?: number } = {},
): Promise<StoredLogLine[]> {
  const rows = await db
    .selectFrom('job_log')
    .select(['seq', 'at', 'source', 'level', 'text'])
    .where('job_id', '=', id)
    .where('seq', '>', options.after ?? 0)
    .orderBy('seq')
    .limit(options.limit ?? 500)
    .execute();
  return rows.map((row) => ({ ...row, level: row.level as LogLevel }));
}
