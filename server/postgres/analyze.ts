import { tablesBySize } from './counts.ts';
import type { PostgresLink } from './link.ts';
import { qualified } from './sql.ts';

/** Statistics are no part of a dump: without them the first queries after a restore choose bad plans. Two sessions share the tables. */
export async function analyzeDatabase(
  link: PostgresLink,
  database: string,
  applicationName: string,
  signal: AbortSignal,
): Promise<void> {
  const first = await link.connect(database, applicationName);
  const second = await link.connect(database, applicationName);
  try {
    const tables = await tablesBySize(first);
    await Promise.all(
      [first, second].map(async (session) => {
        for (let table = tables.shift(); table; table = tables.shift()) {
          signal.throwIfAborted();
          await session.query(`VACUUM (ANALYZE) ${qualified(table.schema, table.name)}`);
        }
      }),
    );
  } finally {
    await Promise.all([first.end(), second.end()]);
  }
}
