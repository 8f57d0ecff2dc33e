import { chmod, type FileHandle, mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Helper, hostPathOf, type Mount, startHelper } from '../docker/index.ts';
import type { Orders } from '../helper/protocol.ts';
import { trustedCertificates } from './certificates.ts';
import type { JobFolder, PostgresDeps, ServerAddress } from './deps.ts';
import type { SocketPlace } from './session.ts';

/** How the relay reaches the server: its port, or its socket. */
export type Way = 'tcp' | 'unix';

/** A relay that listens. `place` holds a descriptor of its folder open, so it stays short whatever the store's path is. */
export type Relay = AsyncDisposable & { way: Way; place: SocketPlace; folder: string; mount: Mount };

/**
 * Where servers put their socket, seen from the database's own process namespace. `/run` before `/var/run`: that is a link
 * to the absolute `/run` in most images, and such a link leads out of /proc/1/root into the relay's own files.
 */
const socketFolders = ['run/postgresql', 'var/run/postgresql', 'tmp'].map((folder) => `/proc/1/root/${folder}`);
const inside = '/relay';

/** Beside the socket: the CAs that may have signed the server's certificate, for the relay and for the tools. */
export const caFile = 'ca.pem';

/**
 * Starts a relay in the namespaces of the database's container; for a server elsewhere in the network of Docker's host.
 * Nothing is said about whether the server answers.
 */
export async function startRelay(
  deps: PostgresDeps,
  server: ServerAddress,
  job: JobFolder,
  way: Way,
  signal?: AbortSignal,
): Promise<Relay> {
  await using made = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(job.path, 'relay-'));
  made.defer(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o777); // the relay may run as the database's user; the job's folder above lets nobody else in
  if (server.sslmode === 'verify-full')
    await writeFile(path.join(folder, caFile), server.ca ?? trustedCertificates(), { mode: 0o644 });
  const handle = made.use(await open(folder, 'r'));
  const socket = `.s.PGSQL.${server.port}`;
  const mount: Mount = {
    kind: 'bind',
    source: await hostPathOf(deps.docker, folder),
    target: inside,
    readOnly: false,
  };
  const helper = made.use(
    await startHelper(deps, {
      job: job.job,
      role: 'relay',
      mounts: [mount],
      network: server.container ? `container:${server.container.id}` : 'host',
      ...(way === 'unix' && server.container ? await processNamespace(deps, server.container.id) : {}),
    }),
  );
  await listen(helper, `${inside}/${socket}`, server, way, path.join(folder, socket), signal);
  const kept = made.move();
  return {
    way,
    place: placeOf(handle, server),
    folder,
    mount: { ...mount, readOnly: true },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function placeOf(handle: FileHandle, server: ServerAddress): SocketPlace {
  return { folder: `/proc/self/fd/${handle.fd}`, port: server.port };
}

/** /proc/1/root opens only to the same user as process 1 of the container. */
async function processNamespace(deps: PostgresDeps, id: string): Promise<{ pidMode: string; user: string }> {
  const container = deps.docker.getContainer(id);
  const { State } = await container.inspect();
  const { Titles, Processes } = (await container.top({ ps_args: '-eo pid,uid,gid' })) as {
    Titles: string[];
    Processes: string[][];
  };
  const column = (name: string): number => Titles.findIndex((title) => title.toLowerCase() === name);
  const first = Processes.find((row) => row[column('pid')]?.trim() === String(State.Pid));
  const user = first ? `${first[column('uid')]?.trim()}:${first[column('gid')]?.trim()}` : '0:0';
  return { pidMode: `container:${id}`, user };
}

/** Returns when the socket is there; an order that ends before with an error is thrown. */
async function listen(
  helper: Helper,
  socket: string,
  server: ServerAddress,
  way: Way,
  seenAs: string,
  signal?: AbortSignal,
): Promise<void> {
  let failure: unknown;
  helper.order('relay.listen', { socket, targets: targetsOf(server, way) }, { signal }).catch((error) => {
    failure = error ?? new Error('the relay ended');
  });
  while (!(await exists(seenAs))) {
    signal?.throwIfAborted();
    if (failure) throw failure;
    await pause(5);
  }
}

function targetsOf(server: ServerAddress, way: Way): Orders['relay.listen']['args']['targets'] {
  const { container, host, port } = server;
  if (way === 'tcp') {
    // On its way to another machine everything is encrypted that the server is willing to encrypt, or all must be.
    const sslmode = container ? 'disable' : (server.sslmode ?? 'prefer');
    return [{ kind: 'tcp', host, port, sslmode, ...(sslmode === 'verify-full' ? { ca: `${inside}/${caFile}` } : {}) }];
  }
  return socketFolders.map((folder) => ({ kind: 'unix', path: `${folder}/.s.PGSQL.${port}` }));
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
