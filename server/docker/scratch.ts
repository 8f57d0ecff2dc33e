import type { Duplex } from 'node:stream';
import type { JobId } from '../archive/ids.ts';
import { fail, HoldfastError } from '../errors/error.ts';
import { detailOf, isConnectionLost, isNotFound, statusOf } from './daemon-errors.ts';
import { demux } from './demux.ts';
import { describeExit, waitForExit } from './exit.ts';
import type { HelperDeps } from './helper.ts';
import { createOwnContainer, labels, removeOwnContainer } from './own-container.ts';
import { newTail } from './tail.ts';

type Deps = Pick<HelperDeps, 'docker' | 'instance'>;

/** A volume that lives as long as the work it is for. Disposing removes it; after a crash the sweep does. */
export type ScratchVolume = AsyncDisposable & { name: string };

/** Makes an empty volume of the local driver, labelled as ours. @param position tells a job's volumes apart */
export async function makeScratchVolume(
  { docker, instance }: Deps,
  job: JobId,
  position: number,
): Promise<ScratchVolume> {
  const name = `holdfast-scratch-${job}-${position}`;
  const owned = { [labels.helper]: job, [labels.instance]: instance };
  await docker.createVolume({ Name: name, Driver: 'local', Labels: owned });
  return { name, [Symbol.asyncDispose]: () => removeScratchVolume(docker, name) };
}

/** One that is gone is fine, and where Docker does not answer the sweep at the next start removes it. */
async function removeScratchVolume(docker: Deps['docker'], name: string): Promise<void> {
  try {
    await docker.getVolume(name).remove();
  } catch (error) {
    if (isNotFound(error) || isConnectionLost(error)) return;
    throw fail('docker.scratch-left', { volume: name, detail: detailOf(error) }, error);
  }
}

export type ScratchServerSpec = {
  job: JobId;
  role: string;
  image: string;
  /** Program and its arguments; the image's own entrypoint never runs. */
  command: readonly string[];
  user: string;
  /** What it says once it serves. */
  ready: RegExp;
  /** Absent: it is waited for as long as it runs. */
  signal?: AbortSignal;
};

/** A server that runs until it is disposed: it reaches nobody, mounts nothing, and keeps its data in its own layer. */
export type ScratchServer = AsyncDisposable & { id: string };

/**
 * Starts a server of another image and waits until it says that it serves.
 * @throws `docker.image-missing`, `docker.sidecar-failed` with what it said last; nothing stays behind
 */
export async function startScratchServer(deps: Deps, spec: ScratchServerSpec): Promise<ScratchServer> {
  await using made = new AsyncDisposableStack();
  try {
    const settings = { ...spec, mounts: [], readOnlyRoot: false, stdin: false };
    const container = await createOwnContainer(deps.docker, deps.instance, settings);
    made.defer(() => removeOwnContainer(container));
    const socket = (await container.attach({ stream: true, hijack: true, stdout: true, stderr: true })) as Duplex;
    const saying = untilReady(socket, spec.ready);
    await container.start();
    const end = await Promise.race([saying, cancelled(spec.signal)]);
    if (end !== null) {
      const exit = await waitForExit(container);
      throw fail('docker.sidecar-failed', { role: spec.role, detail: describeExit(exit, end) });
    }
    const kept = made.move();
    return { id: container.id, [Symbol.asyncDispose]: () => kept.disposeAsync() };
  } catch (error) {
    spec.signal?.throwIfAborted();
    if (error instanceof HoldfastError) throw error;
    throw fail('docker.sidecar-failed', { role: spec.role, detail: detailOf(error) }, error);
  }
}

/** Null as soon as it serves; what it said last when its output ended before. Reads on afterwards, and lets go of it. */
function untilReady(socket: Duplex, ready: RegExp): Promise<string | null> {
  socket.on('error', () => {});
  return new Promise((resolve) => {
    const said = newTail();
    const listen = async () => {
      for await (const { data } of demux(socket)) {
        said.add(data);
        if (ready.test(said.text())) resolve(null);
      }
    };
    listen().then(
      () => resolve(said.text()),
      () => resolve(said.text()),
    );
  });
}

function cancelled(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** Removes scratch volumes that this instance left behind: of one job, or those made before a time. @returns their names */
export async function sweepScratchVolumes(deps: Deps, options: { job?: JobId; before?: Date } = {}): Promise<string[]> {
  const wanted = [
    options.job ? `${labels.helper}=${options.job}` : labels.helper,
    `${labels.instance}=${deps.instance}`,
  ];
  const { Volumes } = await deps.docker.listVolumes({ filters: { label: wanted } });
  const removed: string[] = [];
  for (const volume of Volumes ?? []) {
    if (!isBefore(volume, options.before)) continue;
    try {
      await deps.docker.getVolume(volume.Name).remove();
      removed.push(volume.Name);
    } catch (error) {
      // 409: a container has it; then it goes with the next sweep.
      if (!isNotFound(error) && statusOf(error) !== 409) throw error;
    }
  }
  return removed;
}

/** Docker gives the last change of the folder (whole seconds), which never lies before its making. */
function isBefore(volume: object, before: Date | undefined): boolean {
  if (before === undefined) return true;
  const at = 'CreatedAt' in volume ? Date.parse(String(volume.CreatedAt)) : Number.NaN;
  return at < Math.floor(before.getTime() / 1000) * 1000;
}
