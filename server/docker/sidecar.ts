import type { Duplex } from 'node:stream';
import type Dockerode from 'dockerode';
import type { JobId } from '../archive/ids.ts';
import { fail, HoldfastError } from '../errors/error.ts';
import { detailOf } from './daemon-errors.ts';
import { demux } from './demux.ts';
import { waitForExit } from './exit.ts';
import type { HelperDeps } from './helper.ts';
import { lines } from './lines.ts';
import type { Mount } from './mounts.ts';
import { createOwnContainer, type Priority, removeOwnContainer } from './own-container.ts';
import { newTail, type Tail } from './tail.ts';

export type SidecarSpec = {
  job: JobId;
  /** A label, and what error texts name: `dump`, `load`. */
  role: string;
  image: string;
  /** Program and its arguments; the image's own entrypoint never runs. */
  command: readonly string[];
  /** Docker's NetworkMode, for example `container:<id>`; absent: none. */
  network?: string;
  pidMode?: string;
  env?: Readonly<Record<string, string>>;
  mounts?: readonly Mount[];
  /** Absent: root in the container, without capabilities. */
  user?: string;
  capabilities?: readonly string[];
  apparmorUnconfined?: boolean;
  priority?: Priority;
  /** Aborting kills and removes the container. */
  signal?: AbortSignal;
  /** Each line of standard error as it comes. */
  onStderr?: (line: string) => void;
};

/** `stderrTail` and `stdoutTail` are the last 64 KiB of each. */
export type SidecarResult = { exitCode: number; outOfMemory: boolean; stderrTail: string; stdoutTail: string };

/**
 * Runs a program to its end in a container of another image, mostly the database's own. Bytes of an archive must go
 * through a mount, never through standard output. The container is removed whatever happens; the exit code decides.
 * @throws `docker.image-missing`, `docker.volume-gone`, or `docker.sidecar-failed` when it could not be run at all; a
 * program that fails is a result, not an error.
 */
export async function runSidecar(
  deps: Pick<HelperDeps, 'docker' | 'instance'>,
  spec: SidecarSpec,
): Promise<SidecarResult> {
  spec.signal?.throwIfAborted();
  let container: Dockerode.Container | undefined;
  try {
    const settings = { ...spec, mounts: spec.mounts ?? [], readOnlyRoot: false, stdin: false };
    container = await createOwnContainer(deps.docker, deps.instance, settings);
    return await runToEnd(container, spec);
  } catch (error) {
    spec.signal?.throwIfAborted();
    if (error instanceof HoldfastError) throw error;
    throw fail('docker.sidecar-failed', { role: spec.role, detail: detailOf(error) }, error);
  } finally {
    if (container) await removeOwnContainer(container);
  }
}

async function runToEnd(container: Dockerode.Container, spec: SidecarSpec): Promise<SidecarResult> {
  const kill = () => void container.kill().catch(() => {});
  spec.signal?.addEventListener('abort', kill, { once: true });
  try {
    const socket = (await container.attach({ stream: true, hijack: true, stdout: true, stderr: true })) as Duplex;
    const stdout = newTail();
    const stderr = newTail();
    const output = collect(socket, stdout, stderr, spec.onStderr);
    // It may fail long before it is awaited.
    output.catch(() => {});
    await container.start();
    if (spec.signal?.aborted) kill();
    const exit = await waitForExit(container);
    await output;
    spec.signal?.throwIfAborted();
    return {
      exitCode: exit.code,
      outOfMemory: exit.outOfMemory,
      stderrTail: stderr.text(),
      stdoutTail: stdout.text(),
    };
  } finally {
    spec.signal?.removeEventListener('abort', kill);
  }
}

async function collect(socket: Duplex, stdout: Tail, stderr: Tail, onStderr?: (line: string) => void): Promise<void> {
  async function* standardError() {
    for await (const { stream, data } of demux(socket)) {
      (stream === 1 ? stdout : stderr).add(data);
      if (stream === 2) yield data;
    }
  }
  for await (const line of lines(standardError())) onStderr?.(line);
}
