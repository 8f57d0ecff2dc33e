import { type ClientRequest, request } from 'node:http';
import type { Handler } from '../context.ts';
import { note } from './note.ts';
import { type Held, resume } from './resume.ts';

let guarded: { held: Held; timer: NodeJS.Timeout; line: ClientRequest } | null = null;
let resuming: Promise<void> = Promise.resolve();

/** From now on these containers run again at the deadline, or when the app lets go or Docker ends, whatever happened. */
export const arm: Handler<'watchdog.arm'> = async ({ deadlineMs, ...held }) => {
  release();
  note.write(held);
  const line = lineTo(held.socket);
  guarded = { held, timer: setTimeout(() => void resumeNow(), deadlineMs), line };
  await new Promise((stands) => line.once('response', stands).once('error', stands));
  return {};
};

export const disarm: Handler<'watchdog.disarm'> = async () => {
  release();
  note.write(null);
  return {};
};

/** Resumes what is guarded, if anything; returns when all of it runs. */
export async function resumeNow(dockerWasAway = false): Promise<void> {
  const held = release();
  if (held !== null) resumeNoted(held, dockerWasAway);
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

/**
 * A stream of events that hardly ever come; it breaks when Docker ends. Standard input does not end then where containers
 * survive it (live-restore), and the app may be dead by the time Docker is back.
 */
function lineTo(socketPath: string): ClientRequest {
  const line = request({ socketPath, path: '/events?filters={"type":["daemon"]}', agent: false });
  line.on('error', () => undefined);
  line.on('response', (events) => {
    events.on('error', () => undefined).resume();
    events.on('close', () => guarded?.line === line && void resumeForGood());
  });
  line.end();
  return line;
}

/** Nobody gives orders any more: the app's connection ended with Docker's. */
async function resumeForGood(): Promise<void> {
  await resumeNow(true);
  process.exit(0);
}

function release(): Held | null {
  const held = guarded?.held ?? null;
  clearTimeout(guarded?.timer);
  const line = guarded?.line;
  guarded = null;
  line?.destroy();
  return held;
}
