import { setTimeout as delay } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import type { Docker } from './connect.ts';
import { isNotFound } from './daemon-errors.ts';

export type Health = { ok: boolean; detail: string };

/**
 * Waits until a container is healthy; one without a health check, until it has run for a moment without a restart.
 * @param options.limitMs then it answers `ok: false` with what it saw last.
 */
export async function waitHealthy(
  docker: Docker,
  id: string,
  options: { limitMs: number; signal?: AbortSignal },
): Promise<Health> {
  const deadline = Date.now() + options.limitMs;
  for (;;) {
    options.signal?.throwIfAborted();
    const seen = await look(docker, id);
    if (seen.ok || seen.final || Date.now() >= deadline) return { ok: seen.ok, detail: seen.detail };
    await delay(pollMs, undefined, options.signal ? { signal: options.signal } : {});
  }
}

const pollMs = 100;

/** A program that ends at once is up for a few ms: Docker calls it running then. */
const settledMs = 500;

/** `final`: waiting longer changes nothing. */
type Seen = Health & { final: boolean };

async function look(docker: Docker, id: string): Promise<Seen> {
  try {
    const { State } = await docker.getContainer(id).inspect();
    return { ...judge(State, Date.now()), final: false };
  } catch (error) {
    if (isNotFound(error)) return { ok: false, final: true, detail: 'the container is gone' };
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
