import { fail } from '../errors/error.ts';
import { type DatabasePlace, serverElsewhere } from '../installation/index.ts';
import { databaseOid, refuseTooFewRights, serverIdentity } from '../postgres/index.ts';
import { askServer } from './ask-server.ts';
import type { EngineDeps } from './dependencies.ts';

/** The first with roles that may read everything, and so the oldest that a backup without a superuser is possible of. */
const oldestMajor = 14;

/**
 * Connects to a server that the settings are to name, and looks whether backups of it are possible.
 * @returns the place with the server's version
 * @throws `postgres.not-reached`, `postgres.sign-in-refused`, `postgres.too-old`, `postgres.too-few-rights`,
 * `postgres.no-such-database`, `postgres.no-tools`
 */
export async function checkPlace(
  deps: EngineDeps,
  place: Omit<DatabasePlace, 'serverVersion'>,
): Promise<DatabasePlace & { databases: string[] }> {
  const server = serverElsewhere({ ...place, serverVersion: '' });
  return askServer(deps, server, async (admin, link) => {
    await refuseTooFewRights(admin, server.name);
    const { version, major } = await serverIdentity(admin);
    if (major < oldestMajor) throw fail('postgres.too-old', { address: server.name, version, oldest: oldestMajor });
    for (const database of place.databases) {
      if ((await databaseOid(admin, database)) === null)
        throw fail('postgres.no-such-database', { address: server.name, detail: `there is no database ${database}` });
    }
    await link.tools();
    return { ...place, databases: [...place.databases], serverVersion: version };
  });
}
