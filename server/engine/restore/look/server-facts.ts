import {
  type Blockers,
  compareWithManifest,
  connectMaintenance,
  type DatabaseDifferences,
  databaseOid,
  openLink,
  type PostgresLink,
  readBlockers,
  readOffer,
  type ServerOffer,
  serverIdentity,
} from '../../../postgres/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { containerDown, type Down, downBecause, serverIsUp } from '../live/server.ts';
import { countLimitMs } from './count-limit.ts';
import type { FactsSpec } from './facts.ts';

export type DatabaseFacts = {
  name: string;
  /** Null: there is none of this name. */
  oid: number | null;
  /** Live rows and structure against the archive's; null when they could not be read in time. */
  differences: DatabaseDifferences | null;
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
      const limit = { signal: AbortSignal.timeout(countLimitMs) };
      const differences =
        oid === null ? null : await compareWithManifest(link, expected.name, expected, limit).catch(() => null);
      databases.push({ name: expected.name, oid, blockers, differences });
    }
    return { up: true, version, major, offer, superuser, databases };
  } finally {
    await admin.end();
  }
}
