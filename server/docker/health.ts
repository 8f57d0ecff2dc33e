import { setTimeout as delay } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import type { Docker } from './connect.ts';
import { isNotFound } from './daemon-errors.ts';
import { earlyCheck } from './early-check.ts';

export type Health = { ok: boolean; detail: string };

/**
 * Waits until a container is healthy; one without a health check, until it has run for a moment without a restart.
 * @param options.limitMs then it answers `ok: false` with what it saw last.
 * @param options.early asks its health check itself too: Docker does so for the first time after a whole interval. Not for
 * a database's server: one that sets its data up at its first start answers too, and goes away again.
 */
export async function waitHealthy(
  docker: Docker,
  id: string,
  options: { limitMs: number; early?: boolean; signal?: AbortSignal },
): Promise<Health> {
  const deadline = Date.now() + options.limitMs;
  const container = docker.getContainer(id);
  const isContent = earlyCheck(container);
  for (;;) {
    options.signal?.throwIfAborted();
    const seen = await look(container);
    if (options.early && seen.awaitsCheck && (await isContent(seen.awaitsCheck)))
      return { ok: true, detail: 'its health check is content' };
    if (seen.ok || seen.final || Date.now() >= deadline) return { ok: seen.ok, detail: seen.detail };
    await delay(pollMs, undefined, options.signal ? { signal: options.signal } : {});
  }
}

const pollMs = 100;

/** A program that ends at once is up for a few ms: Docker calls it running then. */
const settledMs = 500;

/** Many checks are content at once, and the service dies a moment later of what it finds. */
const earliestMs = 3000;

type Seen = Health & {
  /** Waiting longer changes nothing. */
  final: boolean;
  /** Of one that has run for a while and that Docker has not judged yet. */
  awaitsCheck: Dockerode.ContainerInspectInfo['Config'] | null;
};

async function look(container: Dockerode.Container): Promise<Seen> {
  try {
    const { State, Config } = await container.inspect();
    const now = Date.now();
    const starting = State.Status === 'running' && State.Health?.Status === 'starting';
    const awaitsCheck = starting && now - Date.parse(State.StartedAt) >= earliestMs ? Config : null;
    return { ...judge(State, now), final: false, awaitsCheck };
  } catch (error) {
    if (isNotFound(error)) return { ok: false, final: true, awaitsCheck: null, detail: 'the container is gone' };
    throw error;
  }
}

type State = Dockerode.ContainerInspectInfo['State'];

export function judge(state: State, now: number): Health {
  // Restarting first: in Docker's back-off a crashed container is Running and Restarting at once.
  if (state.Restarting) return { ok: false, detail: 'it ends again and again; Docker restarts it' };
  if (!state.Running) return { ok: false, detail: `it ended with code ${state.ExitCode}` };
  if (state.Paused) return { ok: false, detail: 'it is paused' };
  const health = state.Health?.Status;
  if (health && health !== 'none') return { ok: health === 'healthy', detail: `its health check says ${health}` };
  const ok = now - Date.parse(state.StartedAt) >= settledMs;
  return { ok, detail: ok ? 'it runs; it has no health check' : 'it has just been started' };
}
