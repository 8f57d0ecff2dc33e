import {
  type Blockers,
  connectMaintenance,
  databaseOid,
  openLink,
  ownDatabases,
  type PostgresLink,
  portrayRoles,
  type Roles,
  readBlockers,
  readOffer,
  type ServerOffer,
  serverIdentity,
} from '../../../postgres/index.ts';
import { liveDatabase } from '../../compare/live-side.ts';
import type { SideDatabase } from '../../compare/side.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { containerDown, type Down, downBecause, serverIsUp } from '../live/server.ts';
import { countLimitMs } from './count-limit.ts';
import type { FactsSpec } from './facts.ts';

export type DatabaseFacts = {
  name: string;
  /** Null: there is none of this name. */
  oid: number | null;
  /** What it is like now; null when there is none, or it could not be read. */
  live: SideDatabase | null;
  blockers: Blockers | null;
};

export type ServerFacts =
  | Down
  | {
      up: true;
      version: string;
      major: number;
      offer: ServerOffer;
      superuser: boolean;
      databases: DatabaseFacts[];
      /** All databases that a backup would hold. */
      own: string[];
      /** Without their secrets. */
      roles: Roles;
    };

/** What the database's server says. One that does not run, or does not answer, is a fact too. */
export async function askServer(deps: EngineDeps, spec: FactsSpec): Promise<ServerFacts> {
  const { server } = spec.installation;
  if (!(await serverIsUp(deps, server))) return containerDown;
  try {
    await using link = await openLink(deps, { server, folder: { job: spec.job, path: spec.folder } });
    await link.tools(); // where there are none, nothing can be loaded
    return await askThrough(link, spec);
  } catch (error) {
    return downBecause(error);
  }
}

async function askThrough(link: PostgresLink, spec: FactsSpec): Promise<ServerFacts> {
  const name = `holdfast-${spec.job}-look`;
  const admin = await connectMaintenance(
    link,
    spec.manifest.databases.map((each) => each.name),
    name,
  );
  try {
    const offer = await readOffer(admin);
    const { superuser, version, major } = await serverIdentity(admin);
    const databases: DatabaseFacts[] = [];
    for (const expected of spec.manifest.databases) {
      const oid = await databaseOid(admin, expected.name);
      const blockers = oid === null ? null : await readBlockers(admin, oid);
      const live = oid === null ? null : await liveDatabase(link, expected.name, countLimitMs).catch(() => null);
      databases.push({ name: expected.name, oid, blockers, live });
    }
    const [own, roles] = [await ownDatabases(admin, spec.installation.server), await portrayRoles(admin)];
    return { up: true, version, major, offer, superuser, databases, own, roles };
  } finally {
    await admin.end();
  }
}
