import type { Handler } from '../context.ts';
import { startUntilDone, unpauseUntilDone } from './resume.ts';

type Guarded = {
  socket: string;
  containers: readonly string[];
  stopped: readonly string[];
  timer: NodeJS.Timeout;
};

let guarded: Guarded | null = null;

/** From now on these containers run again at the deadline, or when the app lets go, whatever happened to it. */
export const arm: Handler<'watchdog.arm'> = async ({ deadlineMs, ...given }) => {
  release();
  guarded = { ...given, timer: setTimeout(() => void resumeNow(), deadlineMs) };
  return {};
};

export const disarm: Handler<'watchdog.disarm'> = async () => {
  release();
  return {};
};

/** Resumes what is guarded, if anything; returns when all of it runs. */
export async function resumeNow(): Promise<void> {
  const held = release();
  if (held === null) return;
  await Promise.all(held.containers.map((container) => unpauseUntilDone(held.socket, container)));
  await startUntilDone(held.socket, held.stopped);
}

function release(): Guarded | null {
  const held = guarded;
  if (held !== null) clearTimeout(held.timer);
  guarded = null;
  return held;
}
