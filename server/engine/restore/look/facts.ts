import { dirname } from 'node:path';
import type { JobId } from '../../../archive/ids.ts';
import type { Manifest } from '../../../archive/manifest.ts';
import { type Helper, startHelper } from '../../../docker/index.ts';
import { messageOf } from '../../../errors/error.ts';
import type { Installation } from '../../../installation/index.ts';
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
import { serverIsUp } from '../live/server.ts';
import { dataFolder } from '../names.ts';
import type { VolumeTarget } from './targets.ts';

/** What an ordinary user may still write in a file system. `device` tells which volumes share one. */
export type Space = { bytes: number; inodes: number; device: string };

export type VolumeSpace = {
  name: string;
  space: Space /** `_data` is a mount point or leads elsewhere. */;
  ownFileSystem: boolean;
};

export type DatabaseFacts = {
  name: string;
  /** Null: there is none of this name. */
  oid: number | null;
  /** Live rows and structure against the archive's; null when they could not be read in time. */
  differences: DatabaseDifferences | null;
  blockers: Blockers | null;
};

export type ServerFacts =
  | { up: false; why: string }
  | { up: true; offer: ServerOffer; superuser: boolean; databases: DatabaseFacts[] };

export type LiveFacts = {
  volumes: VolumeSpace[];
  databaseSpace: Space | null;
  storeFreeBytes: number;
  server: ServerFacts;
};

export type FactsSpec = {
  job: JobId;
  /** The job's folder in the store. */
  folder: string;
  manifest: Manifest;
  installation: Installation;
  targets: readonly VolumeTarget[];
};

/** What is not counted within this is unknown, ms: a plan is read by somebody who waits. */
const countLimitMs = 1500;

/** Asks the installation what a restore has to know. Changes nothing. */
export async function gatherFacts(deps: EngineDeps, spec: FactsSpec): Promise<LiveFacts> {
  const [spaces, server, { freeBytes }] = await Promise.all([
    measureSpaces(deps, spec),
    askServer(deps, spec),
    deps.store.space(),
  ]);
  return { ...spaces, server, storeFreeBytes: freeBytes };
}

async function measureSpaces(deps: EngineDeps, spec: FactsSpec): Promise<Pick<LiveFacts, 'volumes' | 'databaseSpace'>> {
  const there = spec.targets.flatMap(({ live }) => (live ? [live] : []));
  const database = spec.installation.volumes.find(({ role }) => role === 'database');
  const seen = database ? [...there, database] : there;
  if (seen.length === 0) return { volumes: [], databaseSpace: null };
  await using helper = await startHelper(deps, {
    job: spec.job,
    role: 'look',
    mounts: seen.map(({ name, mountpoint }) => ({
      kind: 'bind',
      source: dirname(mountpoint),
      target: `/v/${name}`,
      readOnly: true,
    })),
    capabilities: ['DAC_READ_SEARCH'],
  });
  const volumes = await Promise.all(
    there.map(async ({ name }) => {
      const space = await spaceOf(helper, `/v/${name}`);
      const inside = await spaceOf(helper, `/v/${name}/${dataFolder}`).catch(() => null);
      return { name, space, ownFileSystem: inside !== null && inside.device !== space.device };
    }),
  );
  return { volumes, databaseSpace: database ? await spaceOf(helper, `/v/${database.name}`) : null };
}

const spaceOf = (helper: Helper, path: string): Promise<Space> => helper.order('swap.space', { path });

async function askServer(deps: EngineDeps, spec: FactsSpec): Promise<ServerFacts> {
  const { server } = spec.installation;
  if (!(await serverIsUp(deps, server))) return { up: false, why: 'its container does not run' };
  try {
    await using link = await openLink(deps, { server, folder: { job: spec.job, path: spec.folder } });
    return await askThrough(link, spec);
  } catch (error) {
    return { up: false, why: messageOf(error) };
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
    const { superuser } = await serverIdentity(admin);
    const databases: DatabaseFacts[] = [];
    for (const expected of spec.manifest.databases) {
      const oid = await databaseOid(admin, expected.name);
      const blockers = oid === null ? null : await readBlockers(admin, oid);
      const limit = { signal: AbortSignal.timeout(countLimitMs) };
      const differences =
        oid === null ? null : await compareWithManifest(link, expected.name, expected, limit).catch(() => null);
      databases.push({ name: expected.name, oid, blockers, differences });
    }
    return { up: true, offer, superuser, databases };
  } finally {
    await admin.end();
  }
}
