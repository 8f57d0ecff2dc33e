import type pg from 'pg';

/** What the live databases of a swap hold on disk. Where there is none, the server is not asked. */
export async function bytesOfDatabases(
  reached: { readonly admin: pg.Client },
  databases: readonly { oldOid: number | null }[],
): Promise<number> {
  const oids = databases.flatMap(({ oldOid }) => oldOid ?? []);
  if (oids.length === 0) return 0;
  const { rows } = await reached.admin.query<{ bytes: string }>(
    'SELECT coalesce(sum(pg_database_size(oid)), 0)::text AS bytes FROM pg_database WHERE oid = ANY($1::oid[])',
    [oids],
  );
  return Number(rows[0]?.bytes ?? 0);
}
