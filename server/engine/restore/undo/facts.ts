import type { JobId } from '../../../archive/ids.ts';
import { type Helper, startHelper } from '../../../docker/index.ts';
import type { Installation } from '../../../installation/index.ts';
import {
  applicationName,
  type Blockers,
  connectMaintenance,
  databaseOid,
  openLink,
  type PostgresLink,
  type RowMoves,
  readBlockers,
  rowMovesSince,
} from '../../../postgres/index.ts';
import { together } from '../../backup/together.ts';
import type { EngineDeps } from '../../dependencies.ts';
import type { Kept } from '../kept.ts';
import { containerDown, type Down, downBecause, serverIsUp } from '../live/server.ts';
import { isStillThere } from '../live/still-there.ts';
import { keptFolder, listFile } from '../names.ts';
import type { Intent, SwapVolume } from '../swap/intent.ts';

/** What a kept volume looks like now, and what was written to the live one since the swap. */
export type KeptVolumeFacts = {
  volume: SwapVolume;
  /** Live and kept folder are still the swap's; null: the volume is gone, or was made anew. */
  whole: boolean;
  /** Bytes of the live side; null when it could not be counted in time. */
  liveBytes: number | null;
  /** Entries that are not as the swap left them; null when they could not be compared in time. */
  changed: { count: number; names: string[] } | null;
};

export type KeptDatabaseFacts = {
  live: string;
  liveOid: number | null;
  keptOid: number | null;
  blockers: Blockers | null;
  /** Null: nothing is known of the swap, or it could not be counted in time. */
  moves: RowMoves | null;
};

export type KeptFacts = {
  volumes: KeptVolumeFacts[];
  server: { up: true; databases: KeptDatabaseFacts[] } | Down;
};

type Spec = { job: JobId; folder: string; kept: Kept; installation: Installation };

/** What is not compared within this is unknown, ms: somebody waits for the page. */
const limitMs = 10_000;

/** Asks the installation for both sides of a swap. Changes nothing. */
export async function gatherKeptFacts(deps: EngineDeps, spec: Spec): Promise<KeptFacts> {
  const [volumes, server] = await Promise.all([askVolumes(deps, spec), askServer(deps, spec)]);
  return { volumes, server };
}

async function askVolumes(deps: EngineDeps, { job, kept: { intent } }: Spec): Promise<KeptVolumeFacts[]> {
  const there = new Set<SwapVolume>();
  for (const volume of intent.volumes) if (await isStillThere(deps, volume)) there.add(volume);
  if (there.size === 0) return intent.volumes.map(goneFacts);
  await using helper = await startHelper(deps, {
    job,
    role: 'look',
    mounts: [...there].map(({ name, directory }) => ({
      kind: 'bind',
      source: directory,
      target: `/v/${name}`,
      readOnly: true,
    })),
    capabilities: ['DAC_READ_SEARCH'],
  });
  const signal = AbortSignal.timeout(limitMs);
  return await together(
    intent.volumes.map(async (volume) =>
      there.has(volume) ? askVolume(helper, intent, volume, signal) : goneFacts(volume),
    ),
  );
}

function goneFacts(volume: SwapVolume): KeptVolumeFacts {
  return { volume, whole: false, liveBytes: null, changed: null };
}

async function askVolume(
  helper: Helper,
  { job }: Intent,
  volume: SwapVolume,
  signal: AbortSignal,
): Promise<KeptVolumeFacts> {
  const { name, live } = volume;
  const names = [live, keptFolder(job, volume)];
  const { inodes } = await helper.order('swap.look', { volume: name, names, live });
  const whole = inodes[0] === volume.newInode && inodes[1] === volume.oldInode;
  if (!whole) return goneFacts(volume);
  const root = `/v/${name}/${live}`;
  const fingerprint = `/v/${name}/${listFile(job, volume)}`;
  const [measured, compared] = await Promise.all([
    helper.order('tree.measure', { root }, { signal }).catch(() => null),
    helper.order('tree.compare', { root, fingerprint }, { signal }).catch(() => null),
  ]);
  return { volume, whole, liveBytes: measured?.bytes ?? null, changed: compared?.differences ?? null };
}

async function askServer(deps: EngineDeps, spec: Spec): Promise<KeptFacts['server']> {
  const { server } = spec.installation;
  if (!(await serverIsUp(deps, server))) return containerDown;
  try {
    await using link = await openLink(deps, { server, folder: { job: spec.job, path: spec.folder } });
    return { up: true, databases: await askDatabases(link, spec) };
  } catch (error) {
    return downBecause(error);
  }
}

async function askDatabases(link: PostgresLink, { job, kept }: Spec): Promise<KeptDatabaseFacts[]> {
  const { databases } = kept.intent;
  const name = applicationName(job, 'look');
  const admin = await connectMaintenance(
    link,
    databases.map(({ live }) => live),
    name,
  );
  try {
    const facts: KeptDatabaseFacts[] = [];
    for (const { live, kept: keptName } of databases) {
      const liveOid = await databaseOid(admin, live);
      const marks = kept.rowMarks.find(({ database }) => database === live)?.marks;
      facts.push({
        live,
        liveOid,
        keptOid: await databaseOid(admin, keptName),
        blockers: liveOid === null ? null : await readBlockers(admin, liveOid),
        moves:
          liveOid === null || !marks
            ? null
            : await rowMovesSince(link, live, marks, name, AbortSignal.timeout(limitMs)).catch(() => null),
      });
    }
    return facts;
  } finally {
    await admin.end();
  }
}
