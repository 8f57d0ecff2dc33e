import type pg from 'pg';

/** What the live databases of a swap hold on disk. */
export async function bytesOfDatabases(
  admin: pg.Client,
  databases: readonly { oldOid: number | null }[],
): Promise<number> {
  const oids = databases.flatMap(({ oldOid }) => oldOid ?? []);
  const { rows } = await admin.query<{ bytes: string }>(
    'SELECT coalesce(sum(pg_database_size(oid)), 0)::text AS bytes FROM pg_database WHERE oid = ANY($1::oid[])',
    [oids],
  );
  return Number(rows[0]?.bytes ?? 0);
}
