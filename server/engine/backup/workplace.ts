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
  serverMajor,
} from '../../postgres/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { startCapture } from './capture.ts';
import type { Crew, CrewDeps } from './crew.ts';
import { DatabaseRest } from './database-rest.ts';
import { startWatchdog, type Watchdog } from './hold.ts';
import { Beside, together } from './together.ts';

/** Everything that must stand before the freeze, so that inside it there is only work that must be in it. */
export type Workplace = AsyncDisposable & {
  /** Has copied the volumes. */
  crew: Crew;
  look: Helper;
  watchdog: Watchdog;
  events: EventWatch;
  link: PostgresLink;
  admin: pg.Client;
  databaseRest: DatabaseRest;
  databases: readonly string[];
  snapshots: PreparedSnapshot[];
  /** One a database, in the order of `snapshots`: pg_dump stands ready and waits for its snapshot. */
  dumps: PreparedDump[];
  /** File name of Docker's socket in the watchdog's mount. */
  socket: string;
  /** After the last freeze: takes away the helpers that only that needs. */
  endFreezes(): Promise<void>;
};

/** The two folders of the job in the store. */
export type JobFolders = { job: JobId; work: string; archive: string };

type Plan = {
  folders: JobFolders;
  installation: Installation;
  volumes: readonly InstallationVolume[];
  /** Makes the copy of the volumes, as soon as a helper stands that sees them. */
  copy(helpers: Pick<CrewDeps, 'first' | 'start'>, signal: AbortSignal): Promise<Crew>;
};

/**
 * Starts helpers and sessions while the first one copies the volumes; where one can't be had, the copying ends.
 * Disposing takes all of them away again, whatever came of them.
 */
export async function openWorkplace(
  deps: EngineDeps,
  { folders, installation, volumes, copy }: Plan,
  progress: Progress,
  signal: AbortSignal,
): Promise<Workplace> {
  await using stack = new AsyncDisposableStack();
  const keep = keepOn(stack);
  const out = await hostPathOf(deps.docker, folders.work);
  const start: CrewDeps['start'] = (present) => startCapture(deps, folders.job, present, out);
  const events = await keep(watchEvents(deps.docker, scopeOf(installation)));
  const helpers = stack.use(new Beside());
  const first = await helpers.keep(start(volumes));
  const lacking = new AbortController();
  const [others, crew] = await together([
    openOthers(deps, { folders, installation, first, helpers }, stack, progress, signal).catch((error: unknown) => {
      lacking.abort(error);
      throw error;
    }),
    keep(copy({ first, start }, AbortSignal.any([signal, lacking.signal]))),
  ]);
  const owned = stack.move();
  return { crew, events, ...others, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function keepOn(stack: AsyncDisposableStack) {
  return async <T extends AsyncDisposable>(made: Promise<T>): Promise<T> => stack.use(await made);
}

/** All that does not copy volumes. The first helper that does compresses the dumps as well. */
async function openOthers(
  deps: EngineDeps,
  {
    folders,
    installation,
    first,
    helpers,
  }: Pick<Plan, 'folders' | 'installation'> & { first: Helper; helpers: Beside },
  stack: AsyncDisposableStack,
  progress: Progress,
  signal: AbortSignal,
): Promise<Omit<Workplace, 'crew' | 'events' | typeof Symbol.asyncDispose>> {
  const { job } = folders;
  const { server } = installation;
  const socket = await socketOf(deps);
  const keep = keepOn(stack);
  const [look, watchdog, link] = await together([
    helpers.keep(startLook(deps, job)),
    helpers.keep(startWatchdog(deps, job, dirname(socket))),
    helpers.keep(openLink(deps, { server, folder: { job, path: folders.work }, signal })),
  ]);
  const admin = await connectMaintenance(link, [], applicationName(job, 'watch'));
  stack.defer(() => admin.end());
  if (!server.container) await refuseTooFewRights(admin, server.name);
  const databaseRest = await keep(
    connectMaintenance(link, [], applicationName(job, 'rest')).then(DatabaseRest.observe),
  );
  const databases = await ownDatabases(admin, server);
  const major = await serverMajor(admin);
  const snapshots = await together(
    databases.map((database) => keep(prepareSnapshot(link, database, applicationName(job, 'snapshot')))),
  );
  const dumps = await together(
    databases.map((database) =>
      keep(
        prepareDump(deps, {
          link,
          serverMajor: major,
          database,
          folder: { job, path: folders.work },
          into: basename(folders.archive),
          pack: first,
          signal,
          onProgress: ({ read, stored }) => progress.advance({ lane: database, bytes: read, stored }),
        }),
      ),
    ),
  );
  return {
    look,
    watchdog,
    link,
    admin,
    databaseRest,
    databases,
    snapshots,
    dumps,
    socket: basename(socket),
    endFreezes: async () =>
      void (await together([look, watchdog].map(async (helper) => helper[Symbol.asyncDispose]()))),
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

function scopeOf({ project, members, volumes }: Installation) {
  return { project, containers: members.map(({ id }) => id), volumes: volumes.map(({ name }) => name) };
}

/** Docker's socket as its own host sees it: the watchdog needs it to resume what we hold. */
async function socketOf({ docker }: EngineDeps): Promise<string> {
  const endpoint = endpointOf(docker);
  return endpoint.startsWith('unix://') ? hostPathOf(docker, endpoint.slice('unix://'.length)) : '/var/run/docker.sock';
}
