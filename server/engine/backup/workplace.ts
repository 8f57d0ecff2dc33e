import { basename, dirname } from 'node:path';
import type pg from 'pg';
import type { JobId } from '../../archive/ids.ts';
import { type EventWatch, endpointOf, type Helper, hostPathOf, startHelper, watchEvents } from '../../docker/index.ts';
import type { Installation, InstallationVolume } from '../../installation/index.ts';
import type { Progress } from '../../jobs/contract.ts';
import {
  applicationName,
  connectMaintenance,
  openLink,
  ownDatabases,
  type PostgresLink,
  type PreparedDump,
  type PreparedSnapshot,
  prepareDump,
  prepareSnapshot,
  refuseTooFewRights,
} from '../../postgres/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { startCapture } from './capture.ts';
import { startWatchdog } from './hold.ts';
import { together } from './together.ts';

/** Everything that must stand before the freeze, so that inside it there is only work that must be in it. */
export type Workplace = AsyncDisposable & {
  capture: Helper;
  /** Starts another one, for volumes that came since. Whoever asks for it disposes of it. */
  startCapture(volumes: readonly InstallationVolume[]): Promise<Helper>;
  look: Helper;
  watchdog: Helper;
  events: EventWatch;
  link: PostgresLink;
  admin: pg.Client;
  databases: readonly string[];
  snapshots: PreparedSnapshot[];
  /** One a database, in the order of `snapshots`: pg_dump stands ready and waits for its snapshot. */
  dumps: PreparedDump[];
  /** File name of Docker's socket in the watchdog's mount. */
  socket: string;
};

/** The two folders of the job in the store. */
export type JobFolders = { job: JobId; work: string; archive: string };

/** Starts helpers and sessions, side by side; disposing takes all of them away again, whatever came of them. */
export async function openWorkplace(
  deps: EngineDeps,
  folders: JobFolders,
  installation: Installation,
  volumes: readonly InstallationVolume[],
  progress: Progress,
  signal: AbortSignal,
): Promise<Workplace> {
  const { job } = folders;
  const { server } = installation;
  await using stack = new AsyncDisposableStack();
  const keep = async <T extends AsyncDisposable>(made: Promise<T>): Promise<T> => stack.use(await made);
  const socket = await socketOf(deps);
  const [out, archive] = await together([
    hostPathOf(deps.docker, folders.work),
    hostPathOf(deps.docker, folders.archive),
  ]);
  const [capture, look, watchdog, pack, events, link] = await together([
    keep(startCapture(deps, job, volumes, out)),
    keep(startLook(deps, job)),
    keep(startWatchdog(deps, job, dirname(socket))),
    keep(startPack(deps, job, archive)),
    keep(watchEvents(deps.docker, scopeOf(installation))),
    keep(openLink(deps, { server, folder: { job, path: folders.work }, signal })),
  ]);
  const admin = await connectMaintenance(link, [], applicationName(job, 'watch'));
  stack.defer(() => admin.end());
  if (!server.container) await refuseTooFewRights(admin, server.name);
  const databases = await ownDatabases(admin, server);
  const snapshots = await together(
    databases.map((database) => keep(prepareSnapshot(link, database, applicationName(job, 'snapshot')))),
  );
  const folder = { job, path: folders.archive };
  const dumps = await together(
    databases.map((database) =>
      keep(
        prepareDump(deps, {
          link,
          database,
          folder,
          pack,
          signal,
          onProgress: ({ read, stored }) => progress.advance({ lane: database, bytes: read, stored }),
        }),
      ),
    ),
  );
  const owned = stack.move();
  return {
    capture,
    startCapture: (present) => startCapture(deps, job, present, out),
    look,
    watchdog,
    events,
    link,
    admin,
    databases,
    snapshots,
    dumps,
    socket: basename(socket),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Sees every process of the host, to find those that have a volume's files mapped for writing. */
function startLook(deps: EngineDeps, job: JobId): Promise<Helper> {
  return startHelper(deps, {
    job,
    role: 'look',
    mounts: [],
    pidMode: 'host',
    capabilities: ['SYS_PTRACE', 'DAC_READ_SEARCH'],
    apparmorUnconfined: true,
  });
}

function startPack(deps: EngineDeps, job: JobId, out: string): Promise<Helper> {
  return startHelper(deps, {
    job,
    role: 'pack',
    mounts: [{ kind: 'bind', source: out, target: '/out', readOnly: false }],
    capabilities: ['DAC_OVERRIDE'],
    priority: 'low',
  });
}

function scopeOf({ project, members, volumes }: Installation) {
  return { project, containers: members.map(({ id }) => id), volumes: volumes.map(({ name }) => name) };
}

/** Docker's socket as its own host sees it: the watchdog needs it to resume what we hold. */
async function socketOf({ docker }: EngineDeps): Promise<string> {
  const endpoint = endpointOf(docker);
  return endpoint.startsWith('unix://') ? hostPathOf(docker, endpoint.slice('unix://'.length)) : '/var/run/docker.sock';
}
