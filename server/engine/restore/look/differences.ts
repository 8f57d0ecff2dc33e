import type { Comparison } from '../../../contract/compare.ts';
import { compareDatabase, compareRoles } from '../../compare/compare.ts';
import type { ServerSide } from '../../compare/side.ts';
import type { ServerFacts } from './server-facts.ts';

/** What a restore would change on the server, read from the installation as it is to the archive: `gone` goes. */
export type Differences = Pick<Comparison, 'databases' | 'roles'>;

/** @param archived what comes back. A server that can't be asked has unknown differences, not lost databases. */
export function differencesOf(archived: Omit<ServerSide, 'problems'>, server: ServerFacts): Differences {
  const facts = new Map(server.up ? server.databases.map((each) => [each.name, each]) : []);
  return {
    databases: archived.databases.map((database) => {
      const found = facts.get(database.name);
      return compareDatabase(
        found?.live ?? null,
        database,
        found !== undefined && (found.oid === null || found.live !== null),
      );
    }),
    // Files alone touch no role.
    roles: archived.databases.length > 0 ? compareRoles(server.up ? server.roles : null, archived.roles) : null,
  };
}
