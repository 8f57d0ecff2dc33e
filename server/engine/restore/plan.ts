import { composeName } from '../../archive/layout.ts';
import type { Plan } from '../../contract/restores.ts';
import type { Installation } from '../../installation/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { withNamelessFolder } from '../nameless.ts';
import { olderKept } from './kept.ts';
import { estimate } from './look/estimate.ts';
import { type Look, look } from './look/look.ts';
import type { StopList } from './look/stop-list.ts';
import { stepsOf } from './prepare.ts';

export type PlanInput = {
  id: string;
  /** Absent: the archive's own. */
  project?: string;
  /** Judged for a restore that leaves the services stopped. */
  noStart?: boolean;
  /** Parts, as `database` or `volume=NAME`; absent: the whole archive. */
  only?: readonly string[] | undefined;
  /** Judged for a restore that takes no safety backup when false. */
  safetyBackup?: boolean;
};

/**
 * What restoring this archive would do, and whether it may. Changes nothing.
 * @throws `archive.unknown`, `installation.…`, `docker.unreachable`
 */
export async function planRestore(deps: EngineDeps, input: PlanInput): Promise<Plan> {
  const { noStart = false, only = null, safetyBackup = true } = input;
  return withNamelessFolder(deps, async (place) => {
    const looked = await look(deps, { id: input.id, project: input.project, noStart, only, safetyBackup, ...place });
    return planOf(deps, looked, { noStart, only, safetyBackup });
  });
}

type Choices = { noStart: boolean; only: readonly string[] | null; safetyBackup: boolean };

async function planOf(deps: EngineDeps, looked: Look, { noStart, only, safetyBackup }: Choices): Promise<Plan> {
  const { manifest, installation, findings, services } = looked;
  const { manifestSha256: _, ...archive } = looked.catalogued;
  const [older] = await olderKept(deps, installation.project);
  const times = await estimate(deps.db, {
    project: installation.project,
    manifest,
    services: services.stop.length,
    safetyBackup,
    noStart,
    inPlaceBytes: looked.inPlace.reduce((sum, { target }) => sum + target.archived.bytes, 0),
  });
  const warned = older ? [...findings, endsUndo(older.jobId)] : findings;
  return {
    archive,
    project: installation.project,
    only: only && [...only],
    confirm: installation.project,
    findings: warned,
    allowed: warned.every(({ level }) => level !== 'refuse'),
    foreign: looked.foreign,
    ...times,
    services: [...servicesInPlan(services, installation, times.downtimeMs), ...loseTheirConnection(looked, only)],
    volumes: volumesOf(looked),
    tables: tablesOf(looked),
    versions: {
      product: { archive: manifest.product?.version ?? null, live: installation.version },
      postgres: { archive: manifest.databases[0]?.serverVersion ?? '', live: installation.server.serverVersion },
      structure: looked.structure,
    },
    steps: stepsOf(looked, noStart),
    sessions: { message: installation.profile.sessions?.message ?? null, installation: null },
    undoDays: deps.undoDays,
    endsUndoOf: older?.jobId ?? null,
    composeFile: manifest.files.some(({ path }) => path === composeName) ? looked.archive.locate(composeName) : null,
  };
}

function endsUndo(job: string): Plan['findings'][number] {
  const text = `The old side that restore ${job} keeps ends with this restore.`;
  return { code: 'undo.ends', level: 'warn', text, remedy: 'Its safety backup stays.' };
}

export function servicesInPlan(services: StopList, { server }: Installation, downMs: number): Plan['services'] {
  const kept = services.keep.filter((each) => each.container.id !== server.container?.id);
  return [
    ...services.stop.map(({ container: { service }, why }) => ({ service, does: 'stops' as const, why, downMs })),
    ...kept.map(({ container: { service }, why }) => ({ service, does: 'keeps' as const, why, downMs: 0 })),
    {
      service: server.name,
      does: 'database',
      why: 'keeps running; connections to the swapped databases end',
      downMs: 0,
    },
  ];
}

function volumesOf({ volumes, omitted, inPlace, facts }: Look): Plan['volumes'] {
  return [
    ...volumes.targets.map(({ name, archived, live }) => ({
      name,
      key: archived.key,
      does: live ? ('replace' as const) : ('create' as const),
      live: facts.held.get(name) ?? null,
      archive: { files: archived.files, bytes: archived.bytes },
    })),
    ...inPlace.map(({ target: { name, archived } }) => ({
      name,
      key: archived.key,
      does: 'replace' as const,
      inPlace: true,
      live: facts.held.get(name) ?? null,
      archive: { files: archived.files, bytes: archived.bytes },
    })),
    ...omitted.map(({ name, archived, live }) => ({
      name,
      key: archived.key,
      does: 'leave' as const,
      live: live ? (facts.held.get(name) ?? null) : null,
      archive: { files: archived.files, bytes: archived.bytes },
    })),
    ...[...volumes.left, ...volumes.skipped.flatMap(({ live }) => live ?? [])].map(({ name, key }) => ({
      name,
      key,
      does: 'leave' as const,
      live: facts.held.get(name) ?? null,
      archive: null,
    })),
  ];
}

/** A database alone comes back under running services: each that may use it must be restarted afterwards. */
function loseTheirConnection({ installation, manifest, services }: Look, only: Choices['only']): Plan['services'] {
  if (only === null || manifest.databases.length === 0) return [];
  const named = new Set([...services.stop, ...services.keep].map(({ container }) => container.id));
  const { members, server } = installation;
  return members
    .filter(({ id, running }) => running && id !== server.container?.id && !named.has(id))
    .map(({ service }) => ({
      service,
      does: 'keeps',
      why: 'keeps running while the database under it is replaced: its connections end, and it must be restarted',
      downMs: 0,
    }));
}

/** Tables of both sides; of a server that can't be asked the archive's alone. */
function tablesOf({ differences, manifest }: Look): Plan['tables'] {
  return differences.databases.flatMap(({ name: database, change, tables }) =>
    change === 'unknown'
      ? (manifest.databases.find(({ name }) => name === database)?.tables ?? []).map(({ rows, ...table }) => ({
          ...table,
          database,
          change,
          live: null,
          archive: rows,
          columns: null,
        }))
      : tables.map(({ rows, ...table }) => ({ ...table, database, live: rows.left, archive: rows.right })),
  );
}
