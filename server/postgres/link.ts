import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { JobId } from '../archive/ids.ts';
import type { JobFolder, PostgresDeps, ServerAddress } from './deps.ts';
import { connectMaintenance, serverMajor } from './identity.ts';
import { applicationName } from './names.ts';
import { inItsOwnWords, notReached, refusesUser, troubleWith } from './not-reached.ts';
import { type Relay, startRelay, type Way } from './relay.ts';
import { openSession } from './session.ts';
import { onlySetsUp } from './set-up.ts';
import { sqlState } from './sql.ts';
import { type ToolAccess, toolsElsewhere, toolsInContainer } from './tool-access.ts';

/** A way to a database server that publishes no port, or stands elsewhere. */
export type PostgresLink = AsyncDisposable & {
  /** Whose way it is. */
  job: JobId;
  server: ServerAddress;
  /**
   * Opens a session; the caller ends it. `applicationName` must begin with `holdfast` (activity is told apart by it).
   * Where the database's container was restarted since, the relay is made anew first.
   * @throws `postgres.unreachable`, of a server elsewhere `postgres.not-reached`, `postgres.sign-in-refused` or
   * `postgres.no-such-database`, with the server's answer as its cause.
   */
  connect(database: string, applicationName: string): Promise<pg.Client>;
  /** Makes the relay anew when the database's container was restarted since. Says whether it did. */
  renew(): Promise<boolean>;
  /**
   * How a sidecar with the server's own tools reaches it.
   * @throws `postgres.no-tools`
   */
  tools(): Promise<ToolAccess>;
};

export type LinkSpec = { server: ServerAddress; folder: JobFolder; signal?: AbortSignal };

/**
 * Opens a way to the server: a relay in the network namespace of its container, which listens on a UNIX socket in the
 * job's folder. Its port is tried first, then its socket. A server that started less than 30 s ago is waited for, until it is
 * the one that stays; one elsewhere is asked once, by the network of Docker's host.
 * @throws as `connect` does, when nothing answers.
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
  const link: PostgresLink = {
    job: spec.folder.job,
    server,
    renew,
    async connect(database, applicationName) {
      try {
        return await openSession(relay.place, server, database, applicationName);
      } catch (error) {
        if (sqlState(error) || !(await renew())) throw troubleWith(server, error);
        return await openSession(relay.place, server, database, applicationName);
      }
    },
    async tools() {
      if (server.container) return toolsInContainer(relay, server, server.container);
      return toolsElsewhere(deps, relay, server, await askMajor(link));
    },
    [Symbol.asyncDispose]: () => relay[Symbol.asyncDispose](),
  };
  return link;
}

async function askMajor(link: PostgresLink): Promise<number> {
  const session = await connectMaintenance(link, [], applicationName(link.job, 'tools'));
  try {
    return await serverMajor(session);
  } finally {
    await session.end();
  }
}

/** A restarted container has a new network namespace: what sits in the old one reaches nobody. Null: it is no container. */
async function startOf(deps: PostgresDeps, server: ServerAddress): Promise<string | null> {
  if (!server.container) return null;
  try {
    const { State } = await deps.docker.getContainer(server.container.id).inspect();
    if (State.Running) return State.StartedAt;
  } catch (error) {
    throw troubleWith(server, error);
  }
  throw notReached(server, { detail: 'the container does not run' });
}

/** A server that is just starting answers nothing at first, then that it is starting. */
const patienceMs = 30_000;

async function findWay(deps: PostgresDeps, spec: LinkSpec, startedAt: string | null): Promise<Relay> {
  if (startedAt === null) return wayElsewhere(deps, spec);
  const deadline = Date.parse(startedAt) + patienceMs;
  for (;;) {
    const troubles: unknown[] = [];
    for (const way of ['tcp', 'unix'] satisfies Way[]) {
      const found = await tryWay(deps, spec, way, { toStay: Date.now() < deadline });
      if ('relay' in found) return found.relay;
      troubles.push(found.trouble);
    }
    if (troubles.some(refusesUser) || Date.now() > deadline) {
      const [port, socket] = troubles.map(inItsOwnWords);
      throw notReached(spec.server, { detail: `port ${spec.server.port}: ${port}; socket: ${socket}` });
    }
    await pause(100, undefined, { signal: spec.signal });
  }
}

async function wayElsewhere(deps: PostgresDeps, spec: LinkSpec): Promise<Relay> {
  const found = await tryWay(deps, spec, 'tcp', { toStay: false });
  if ('relay' in found) return found.relay;
  throw troubleWith(spec.server, found.trouble);
}

/** The relay, when the server took a session through it; else why it did not. */
async function tryWay(
  deps: PostgresDeps,
  spec: LinkSpec,
  way: Way,
  which: { toStay: boolean },
): Promise<{ relay: Relay } | { trouble: unknown }> {
  let relay: Relay | undefined;
  try {
    relay = await startRelay(deps, spec.server, spec.folder, way, spec.signal);
    await knock(relay, spec, which);
    return { relay };
  } catch (trouble) {
    await relay?.[Symbol.asyncDispose]();
    spec.signal?.throwIfAborted();
    return { trouble };
  }
}

/** The server answered, though not with this database, or not with one more session: who we are was accepted before. */
const takenIn = new Set(['3D000', '55000', '53300']);

/** @param which toStay: not one that goes away again */
async function knock(relay: Relay, { server, folder }: LinkSpec, which: { toStay: boolean }): Promise<void> {
  try {
    const session = await openSession(relay.place, server, 'postgres', applicationName(folder.job, 'knock'));
    try {
      if (which.toStay && (await onlySetsUp(session))) throw new Error('its data folder is being set up');
    } finally {
      await session.end();
    }
  } catch (error) {
    if (!takenIn.has(sqlState(error) ?? '')) throw error;
  }
}
