import type { Duplex } from 'node:stream';
import type Dockerode from 'dockerode';
import type { JobId } from '../archive/ids.ts';
import { fail, HoldfastError, messageOf } from '../errors/error.ts';
import type { OrderName, Orders } from '../helper/protocol.ts';
import type { Docker } from './connect.ts';
import { detailOf } from './daemon-errors.ts';
import { demux } from './demux.ts';
import { describeExit, waitForExit } from './exit.ts';
import { lines } from './lines.ts';
import type { Mount } from './mounts.ts';
import { Orderbook } from './orders.ts';
import { createOwnContainer, limitsOf, type Priority, removeOwnContainer } from './own-container.ts';
import { newTail, type Tail } from './tail.ts';

export type HelperDeps = {
  docker: Docker;
  helperImage: string;
  /** uuid of the state folder: helpers carry it, so that only their owner sweeps them. */
  instance: string;
  /** How many CPUs each helper may take that yields to the installation; absent: what others leave. */
  helperCpus?: number | null;
};

export type HelperSpec = {
  job: JobId;
  /** For example `capture`, `watchdog`; a label, and what error texts name. */
  role: string;
  mounts: readonly Mount[];
  /** Docker's NetworkMode; absent: none. */
  network?: string;
  /** Docker's PidMode: `host` or `container:<id>`; absent: its own. */
  pidMode?: string;
  /** Beyond none, for example `['DAC_READ_SEARCH']`. */
  capabilities?: readonly string[];
  /** A look into other processes needs it beside SYS_PTRACE. */
  apparmorUnconfined?: boolean;
  /** Absent: root in the container, without capabilities. */
  user?: string;
  /**
   * Its program keeps a note in the container, and comes back when it was killed, to do what the note says. Absent: it
   * ends for good, and can't write but to its mounts.
   */
  comesBack?: boolean;
  /** `low` yields CPU and disk to the installation; absent: normal. */
  priority?: Priority;
};

export type OrderOptions<Name extends OrderName> = {
  /** Aborting sends the helper a cancel; the promise rejects with the signal's reason once the helper has let go. */
  signal?: AbortSignal;
  onProgress?: (progress: Orders[Name]['progress']) => void;
};

/** A helper container that takes orders until it is disposed; disposing kills and removes it. */
export interface Helper extends AsyncDisposable {
  readonly id: string;
  readonly role: string;
  /** False once it has ended, or Docker did, whose connection to it is ours. */
  readonly connected: boolean;
  /** From now on it yields to nobody, or again to everybody: see `priority`. */
  setPriority(priority: Priority): Promise<void>;
  /** @throws `docker.helper-failed` when the order fails or the helper dies. */
  order<Name extends OrderName>(
    name: Name,
    args: Orders[Name]['args'],
    options?: OrderOptions<Name>,
  ): Promise<Orders[Name]['result']>;
}

/**
 * Creates and starts a helper container and waits until its program speaks.
 * @throws `docker.helper-failed`, `docker.image-missing`, `docker.volume-gone`; nothing stays behind.
 */
export async function startHelper(deps: HelperDeps, spec: HelperSpec): Promise<Helper> {
  const container = await create(deps, spec);
  try {
    const { orders, isConnected } = await start(container, spec.role);
    await orders.hello;
    return {
      id: container.id,
      role: spec.role,
      get connected() {
        return isConnected();
      },
      order: (name, args, options = {}) => orders.order(name, args, options),
      setPriority: async (priority) => void (await container.update(limitsOf(priority, deps.helperCpus))),
      async [Symbol.asyncDispose]() {
        orders.end(fail('docker.helper-failed', { role: spec.role, detail: 'it was let go' }));
        await removeOwnContainer(container);
      },
    };
  } catch (error) {
    await removeOwnContainer(container);
    throw asHelperFailure(error, spec.role);
  }
}

async function create(deps: HelperDeps, spec: HelperSpec): Promise<Dockerode.Container> {
  try {
    return await createOwnContainer(deps.docker, deps.instance, {
      ...spec,
      cpus: deps.helperCpus ?? null,
      image: deps.helperImage,
      command: spec.comesBack ? [...helperCommand, noteFile] : helperCommand,
      readOnlyRoot: !spec.comesBack,
      stdin: true,
    });
  } catch (error) {
    throw asHelperFailure(error, spec.role);
  }
}

/**
 * Where the helper's program stands in its image. The heap is limited, the container's memory is not: that would count the
 * page cache too, and who reads and writes much then waits for the disk again and again, inside a freeze as well. Optimized
 * for size, V8 holds a fifth less at 200,000 files, and takes no longer.
 */
const helperCommand = ['node', '--max-old-space-size=160', '--optimize-for-size', '/holdfast/helper.mjs'];
const noteFile = '/note.json';

type Started = { orders: Orderbook; isConnected(): boolean };

async function start(container: Dockerode.Container, role: string): Promise<Started> {
  const stderr = newTail();
  // Attached before the start, so that not a line is lost.
  const socket = (await container.attach({ stream: true, hijack: true, ...allStreams })) as Duplex;
  // An end of the connection shows as the end of its output; the writing side adds nothing to that.
  socket.on('error', () => {});
  const orders = new Orderbook(role, socket);
  let connected = true;
  const listening = listen(socket, orders, stderr).finally(() => {
    connected = false;
  });
  // It may fail before it is awaited, and is not awaited at all when the start fails.
  listening.catch(() => {});
  await container.start();
  void watchEnd(container, role, orders, listening, stderr);
  return { orders, isConnected: () => connected };
}

const allStreams = { stdin: true, stdout: true, stderr: true } as const;

/** Hands the program's lines to the orders until its output ends. */
async function listen(socket: Duplex, orders: Orderbook, stderr: Tail): Promise<void> {
  async function* standardOutput() {
    for await (const { stream, data } of demux(socket)) {
      if (stream === 1) yield data;
      else stderr.add(data);
    }
  }
  for await (const line of lines(standardOutput())) orders.take(line);
}

/** When the program ends, for whatever reason, the orders that are open fail with what it said last. */
async function watchEnd(
  container: Dockerode.Container,
  role: string,
  orders: Orderbook,
  listening: Promise<void>,
  stderr: Tail,
): Promise<void> {
  const failed = (detail: string) => fail('docker.helper-failed', { role, detail });
  try {
    // A line we don't understand, or a cut connection, ends it too: nobody could follow its answers any more.
    await listening;
    orders.end(failed(describeExit(await waitForExit(container), stderr.text())));
  } catch (error) {
    orders.end(failed(`the connection to it was lost: ${messageOf(error)}`));
  }
}

function asHelperFailure(error: unknown, role: string): HoldfastError {
  if (error instanceof HoldfastError) return error;
  return fail('docker.helper-failed', { role, detail: detailOf(error) }, error);
}
