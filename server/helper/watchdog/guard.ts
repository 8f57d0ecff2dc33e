import type { Handler } from '../context.ts';
import { note } from './note.ts';
import { type Held, resume } from './resume.ts';

let guarded: { held: Held; timer: NodeJS.Timeout } | null = null;
let resuming: Promise<void> = Promise.resolve();

/** From now on these containers run again at the deadline, or when the app lets go, whatever happened to it. */
export const arm: Handler<'watchdog.arm'> = async ({ deadlineMs, ...held }) => {
  release();
  note.write(held);
  guarded = { held, timer: setTimeout(() => void resumeNow(), deadlineMs) };
  return {};
};

export const disarm: Handler<'watchdog.disarm'> = async () => {
  release();
  note.write(null);
  return {};
};

/** Resumes what is guarded, if anything; returns when all of it runs. */
export async function resumeNow(): Promise<void> {
  const held = release();
  if (held !== null) resumeNoted(held, false);
  await resuming;
}

/** What the note of a program that was killed here says, where there is one. @returns whether there is */
export async function resumeFromNote(): Promise<boolean> {
  const left = note.read();
  if (left === undefined) {
    note.write(null);
    return false;
  }
  if (left !== null) resumeNoted(left, true);
  await resuming;
  return true;
}

/** What runs again is struck off the note at once: people may stop it now. */
function resumeNoted(held: Held, dockerWasAway: boolean): void {
  resuming = resume(held, { dockerWasAway, onceAllRun: () => note.write(null) });
}

function release(): Held | null {
  const held = guarded?.held ?? null;
  clearTimeout(guarded?.timer);
  guarded = null;
  return held;
}
