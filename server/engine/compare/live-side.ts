import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { Fingerprint } from '../../archive/fingerprint.ts';
import type { JobId } from '../../archive/ids.ts';
import { hostPathOf, startHelper } from '../../docker/index.ts';
import { messageOf } from '../../errors/error.ts';
import type { Installation, InstallationVolume } from '../../installation/index.ts';
import { applicationName, openLink, type PostgresLink, portrayDatabase, portrayRoles } from '../../postgres/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { installationOf } from '../installation-of.ts';
import { withNamelessFolder } from '../nameless.ts';
import { serverIsUp } from '../restore/live/server.ts';
import { type ServerSide, type Side, type SideDatabase, type SideVolume, tableKey } from './side.ts';

const decompress = promisify(zstdDecompress);
const largestTreeBytes = 256 * 1024 * 1024;
/** Tables that are not counted within this show no rows, ms: somebody waits. */
const countLimitMs = 10_000;

/**
 * The installation as it is: one helper that can't write, and catalogue queries. Nothing of it is changed or held.
 * @param databases names of the archive's: those are looked at
 * @throws `installation.…`, `docker.…`
 */
export async function liveSide(deps: EngineDeps, project: string, databases: readonly string[]): Promise<Side> {
  const installation = await installationOf(deps, project);
  const names = [...new Set([...installation.server.databases, ...databases])];
  return withNamelessFolder(deps, async (work) => {
    const [volumes, server] = await Promise.all([
      lookAtVolumes(deps, installation, work),
      lookAtServer(deps, installation, names, work),
    ]);
    return {
      said: { kind: 'live', archiveId: null, project, at: deps.clock().toISOString() },
      product: installation.version,
      volumes,
      ...server,
    };
  });
}

type Work = { job: JobId; folder: string };

async function lookAtVolumes(deps: EngineDeps, installation: Installation, work: Work): Promise<SideVolume[]> {
  const seen = installation.volumes.filter(({ role }) => role === 'included' || role === 'volatile');
  if (seen.length === 0) return [];
  await using helper = await startHelper(deps, {
    job: work.job,
    role: 'look',
    mounts: [
      ...seen.map(({ name }) => ({ kind: 'volume' as const, volume: name, target: `/v/${name}`, readOnly: true })),
      { kind: 'bind', source: await hostPathOf(deps.docker, work.folder), target: '/out', readOnly: false },
    ],
    capabilities: ['DAC_READ_SEARCH', 'DAC_OVERRIDE'],
  });
  const look = async ({ name, key }: InstallationVolume, index: number): Promise<SideVolume> => {
    const file = `tree-${index}`;
    await helper.order('tree.fingerprint', { root: `/v/${name}`, file: `/out/${file}` });
    const bytes = await decompress(await readFile(join(work.folder, file)), { maxOutputLength: largestTreeBytes });
    const tree = Fingerprint.parse(bytes);
    return { key, name, files: tree.count, bytes: apparentBytes(tree), tree: async () => tree };
  };
  return await Promise.all(seen.map(look));
}

/** Apparent size, each file once. */
function apparentBytes(tree: Fingerprint): number {
  let bytes = 0;
  const counted = new Set<string>();
  for (let index = 0; index < tree.count; index += 1) {
    const { type, links, inode, size } = tree.entry(index);
    if (type !== 'f' || counted.has(inode)) continue;
    if (links > 1) counted.add(inode);
    bytes += size;
  }
  return bytes;
}

async function lookAtServer(
  deps: EngineDeps,
  { server }: Installation,
  names: readonly string[],
  work: Work,
): Promise<ServerSide> {
  if (!(await serverIsUp(deps, server))) return unknown('its container does not run');
  try {
    await using link = await openLink(deps, { server, folder: { job: work.job, path: work.folder } });
    const databases: SideDatabase[] = [];
    for (const name of names) {
      const database = await liveDatabase(link, name, countLimitMs).catch(() => null);
      if (database) databases.push(database);
    }
    const first = databases[0]?.name;
    return { databases, roles: first === undefined ? null : await rolesFrom(link, first), problems: [] };
  } catch (error) {
    return unknown(messageOf(error));
  }
}

async function rolesFrom(link: PostgresLink, database: string): Promise<Side['roles']> {
  const client = await link.connect(database, applicationName(link.job, 'compare'));
  try {
    return await portrayRoles(client);
  } finally {
    await client.end();
  }
}

function unknown(why: string): ServerSide {
  return { databases: [], roles: null, problems: [`The live database could not be looked at: ${why}`] };
}

/** @returns null when there is no such database */
export async function liveDatabase(link: PostgresLink, name: string, limitMs: number): Promise<SideDatabase | null> {
  const portrait = await portrayDatabase(link, name, limitMs);
  if (!portrait) return null;
  const columns = Map.groupBy(portrait.columns, ({ schema, table }) => tableKey(schema, table));
  return { ...portrait, columns };
}
