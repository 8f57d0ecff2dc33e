import pg from 'pg';

/** The database as the installation's network knows it. */
export const pool = new pg.Pool({
  host: 'postgresql',
  database: 'cybus_connectware',
  user: 'cybus-admin',
  application_name: process.argv[2] ?? 'demo',
  max: 4,
  idleTimeoutMillis: 10_000,
  connectionTimeoutMillis: 5_000,
});

// A connection that dies while nobody uses it (the database was restarted) is no reason to end.
pool.on('error', (error) => console.log(`A connection to the database ended: ${error.message}`));

export async function rowsOf<T>(sql: string, values: unknown[] = []): Promise<T[]> {
  return (await pool.query(sql, values)).rows as T[];
}

/** Runs statements as one: all of them or none. */
export async function inTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
