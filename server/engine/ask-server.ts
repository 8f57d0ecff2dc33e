import type pg from 'pg';
import type { DatabaseServer } from '../installation/index.ts';
import { connectMaintenance, openLink, type PostgresLink } from '../postgres/index.ts';
import type { EngineDeps } from './dependencies.ts';
import { withNamelessFolder } from './nameless.ts';

/**
 * Asks a server something that belongs to no job. The way to it and the session end with the answer.
 * @throws as `openLink` does
 */
export async function askServer<T>(
  deps: EngineDeps,
  server: DatabaseServer,
  ask: (admin: pg.Client, link: PostgresLink) => Promise<T>,
): Promise<T> {
  return withNamelessFolder(deps, async ({ job, folder }) => {
    await using link = await openLink(deps, { server, folder: { job, path: folder } });
    const admin = await connectMaintenance(link, [], `holdfast-${job}-ask`);
    try {
      return await ask(admin, link);
    } finally {
      await admin.end();
    }
  });
}
