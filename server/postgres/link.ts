import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { JobId } from '../archive/ids.ts';
import type { Mount } from '../docker/index.ts';
import { fail } from '../errors/error.ts';
import type { JobFolder, PostgresDeps, ServerAddress } from './deps.ts';
import { applicationName } from './names.ts';
import { type Relay, startRelay, type Way } from './relay.ts';
import { connectionTrouble, openSession } from './session.ts';
import { sqlState } from './sql.ts';

/** A way to a database server that publishes no port. */
export type PostgresLink = AsyncDisposable & {
  /** Whose way it is. */
  job: JobId;
  server: ServerAddress;
  /**
   * Opens a session; the caller ends it. `applicationName` must begin with `holdfast` (activity is told apart by it).
   * Where the database's container was restarted since, the relay is made anew first.
   * @throws `postgres.unreachable`, with the server's answer as its cause.
   */
  connect(database: string, applicationName: string): Promise<pg.Client>;
  /** Makes the relay anew when the database's container was restarted since. Says whether it did. */
  renew(): Promise<boolean>;
  /** How a sidecar of the database's own image reaches the server. */
  tools(): ToolAccess;
};

export type ToolAccess = { network: string | undefined; env: Record<string, string>; mounts: Mount[] };

export type LinkSpec = { server: ServerAddress; folder: JobFolder; signal?: AbortSignal };

/**
 * Opens a way to the server: a relay in the network namespace of its container, which listens on a UNIX socket in the
 * job's folder. Its port is tried first, then its socket. A server that started less
 * than 30 s ago is waited for.
 * @throws `postgres.unreachable` when neither answers.
 */
export async function openLink(deps: PostgresDeps, spec: LinkSpec): Promise<PostgresLink> {
  const { server } = spec;
  let startedAt = await startOf(deps, server);
  let relay = await findWay(deps, spec, startedAt);

  const renew = async (): Promise<boolean> => {
    const now = await startOf(deps, server);
    if (now === startedAt) return false;
    await relay[Symbol.asyncDispose]();
    relay = await findWay(deps, spec, now);
    startedAt = now;
    return true;
  };
  return {
    job: spec.folder.job,
    server,
    renew,
    async connect(database, applicationName) {
      try {
        return await openSession(relay.place, server, database, applicationName);
      } catch (error) {
        if (sqlState(error) || !(await renew())) throw unreachable(server, connectionTrouble(error), error);
        return await openSession(relay.place, server, database, applicationName);
      }
    },
    tools: () => toolAccess(relay, server),
    [Symbol.asyncDispose]: () => relay[Symbol.asyncDispose](),
  };
}

/** A restarted container has a new network namespace: what sits in the old one reaches nobody. */
async function startOf(deps: PostgresDeps, server: ServerAddress): Promise<string> {
  try {
    const { State } = await deps.docker.getContainer(server.container.id).inspect();
    if (State.Running) return State.StartedAt;
  } catch (error) {
    throw unreachable(server, connectionTrouble(error), error);
  }
  throw unreachable(server, 'the container does not run');
}

/** A server that is just starting answers nothing at first, then that it is starting. */
const patienceMs = 30_000;

async function findWay(deps: PostgresDeps, spec: LinkSpec, startedAt: string): Promise<Relay> {
  const deadline = Date.parse(startedAt) + patienceMs;
  for (;;) {
    const troubles: unknown[] = [];
    for (const way of ['tcp', 'unix'] satisfies Way[]) {
      const found = await tryWay(deps, spec, way);
      if ('relay' in found) return found.relay;
      troubles.push(found.trouble);
    }
    if (troubles.some(isRefusal) || Date.now() > deadline) {
      const [port, socket] = troubles.map(connectionTrouble);
      throw unreachable(spec.server, `port ${spec.server.port}: ${port}; socket: ${socket}`);
    }
    await pause(100, undefined, { signal: spec.signal });
  }
}

/** It knows us and does not want us: waiting changes nothing. */
function isRefusal(error: unknown): boolean {
  return sqlState(error)?.startsWith('28') ?? false;
}

/** The relay, when the server took a session through it; else why it did not. */
async function tryWay(deps: PostgresDeps, spec: LinkSpec, way: Way): Promise<{ relay: Relay } | { trouble: unknown }> {
  let relay: Relay | undefined;
  try {
    relay = await startRelay(deps, spec.server, spec.folder, way, spec.signal);
    await knock(relay, spec);
    return { relay };
  } catch (trouble) {
    await relay?.[Symbol.asyncDispose]();
    spec.signal?.throwIfAborted();
    return { trouble };
  }
}

/** The server answered, though not with this database, or not with one more session: who we are was accepted before. */
const takenIn = new Set(['3D000', '55000', '53300']);

async function knock(relay: Relay, { server, folder }: LinkSpec): Promise<void> {
  try {
    const session = await openSession(relay.place, server, 'postgres', applicationName(folder.job, 'knock'));
    await session.end();
  } catch (error) {
    if (!takenIn.has(sqlState(error) ?? '')) throw error;
  }
}

function toolAccess(relay: Relay, server: ServerAddress): ToolAccess {
  const direct = relay.way === 'tcp';
  return {
    network: direct ? `container:${server.container.id}` : undefined,
    mounts: direct ? [] : [relay.mount],
    env: {
      PGHOST: direct ? '127.0.0.1' : relay.mount.target,
      PGPORT: String(server.port),
      PGUSER: server.user,
      PGCONNECT_TIMEOUT: '15',
      ...(server.password === null ? {} : { PGPASSWORD: server.password }),
    },
  };
}

function unreachable(server: ServerAddress, detail: string, cause?: unknown): Error {
  return fail(
    'postgres.unreachable',
    { container: server.container.id.slice(0, 12), user: server.user, detail },
    cause,
  );
}
