import type { Database } from './database.ts';

export type AuditEntry = {
  id: number;
  at: string;
  who: string;
  /** For example `archives.delete`. */
  action: string;
  /** Plain sentence without secrets. */
  what: string;
  outcome: 'done' | 'refused' | 'failed';
  /** Address of the client. */
  from: string;
};

export async function recordAudit(db: Database, entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void> {
  await db
    .insertInto('audit')
    .values({ at: new Date().toISOString(), ...entry })
    .execute();
}

/** Newest first; `before` is the id of the last entry of the page before. */
export async function listAudit(
  db: Database,
  options: { before?: number; limit?: number } = {},
): Promise<AuditEntry[]> {
  let query = db.selectFrom('audit').selectAll().orderBy('id', 'desc');
  if (options.before) query = query.where('id', '<', options.before);
  const rows = await query.limit(options.limit ?? 100).execute();
  return rows.map((row) => ({ ...row, outcome: row.outcome as AuditEntry['outcome'] }));
}
