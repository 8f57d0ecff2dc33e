import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import { newJobId } from '../../archive/ids.ts';
import { connectDocker, type Helper, startHelper } from '../../docker/index.ts';
import type { JobFolder, PostgresDeps, ServerAddress } from '../deps.ts';
import type { DumpSpec } from '../dump.ts';
import type { PostgresLink } from '../link.ts';

/** A PostgreSQL in a container that publishes no port, a job's folder and a helper that packs: what the engines have. */
export type ContainerWorld = AsyncDisposable & {
  deps: PostgresDeps;
  server: ServerAddress;
  container: Dockerode.Container;
  folder: JobFolder;
  pack: Helper;
};

export type ContainerOptions = {
  postgresImage: string;
  helperImage: string;
  env?: string[];
  /** For postgres' command line. */
  settings?: string[];
  /** Bash in the middle of the first start; the world then stands before the server does. */
  setUp?: string;
};

export async function startContainerWorld(options: ContainerOptions): Promise<ContainerWorld> {
  await using made = new AsyncDisposableStack();
  const docker = connectDocker();
  const deps: PostgresDeps = { docker, helperImage: options.helperImage, instance: crypto.randomUUID() };
  const container = await docker.createContainer({
    Image: options.postgresImage,
    Env: options.env ?? ['POSTGRES_USER=cybus-admin', 'POSTGRES_DB=live', 'POSTGRES_HOST_AUTH_METHOD=trust'],
    Cmd: ['postgres', ...(options.settings ?? []).flatMap((setting) => ['-c', setting])],
    Labels: { 'holdfast.test': randomBytes(4).toString('hex') },
    HostConfig: { NetworkMode: 'none' },
    ...(options.setUp === undefined ? {} : { Entrypoint: ['bash', '-c', withSetUp, 'bash', options.setUp] }),
  });
  made.defer(() => container.remove({ force: true, v: true }));
  await container.start();
  if (options.setUp === undefined) await isServer(container);
  // Longer than a socket's path may be.
  const store = await mkdtemp(path.join(tmpdir(), `holdfast-${'x'.repeat(110)}-`));
  const folder: JobFolder = { job: newJobId(), path: store };
  made.defer(() => rm(store, { recursive: true, force: true }));
  const pack = made.use(
    await startHelper(deps, {
      job: folder.job,
      role: 'pack',
      mounts: [{ kind: 'bind', source: folder.path, target: '/out', readOnly: false }],
    }),
  );
  const kept = made.move();
  return {
    deps,
    container,
    folder,
    pack,
    server: {
      container: { id: container.id, image: options.postgresImage },
      host: '127.0.0.1',
      user: 'cybus-admin',
      password: null,
      port: 5432,
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

const withSetUp = 'echo "$1" > /docker-entrypoint-initdb.d/set-up.sh && shift && exec docker-entrypoint.sh "$@"';

/** A dump of the world's database into its folder. */
export function dumpSpecOf({ folder, pack }: Pick<ContainerWorld, 'folder' | 'pack'>, link: PostgresLink): DumpSpec {
  const { signal } = new AbortController();
  return { link, serverMajor: 15, database: 'live', folder, into: '.', pack, signal };
}

/** Waits out the first start: until the entrypoint has become the server, another one stands at its socket, without the database. */
async function isServer(container: Dockerode.Container): Promise<void> {
  const { State } = await container.inspect();
  for (;;) {
    const { Processes } = (await container.top({ ps_args: '-eo pid,args' })) as {
      Processes: [pid: string, args: string][];
    };
    if (Processes.some(([pid, args]) => Number(pid) === State.Pid && args.startsWith('postgres'))) return;
    await pause(50);
  }
}
