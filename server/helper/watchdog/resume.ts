import { setTimeout as pause } from 'node:timers/promises';
import { Gate, startedAtATime } from '../process/gate.ts';
import { restartIfFrozen } from './frozen.ts';
import { noAnswer, tell } from './tell.ts';

/** Lists are in the order in which services start. */
export type Held = {
  socket: string;
  /** Paused. */
  containers: readonly string[];
  stopped: readonly string[];
  /** All that ran: these, and what nobody held. */
  running: readonly string[];
};

const retryMs = 200;
/** Between tries to start what Docker keeps refusing to start. */
const longestRetryMs = 5_000;

/** How long Docker may still carry out a stop that the app had asked for when it died, and some time to spare. */
const stopsForMs = 15_000;

/**
 * Lets run again what is held, again and again until Docker says that it is done or that there is nothing to do. While
 * Docker is down it waits for it: the folder of the socket is mounted, so a socket made anew is found. Where it was down,
 * everything that ran is started: what was held, or anything at all, may have ended with it.
 */
export async function resume(
  { socket, containers, stopped, running }: Held,
  { dockerWasAway, onceAllRun }: { dockerWasAway: boolean; onceAllRun: () => void },
): Promise<void> {
  let away = dockerWasAway;
  let answers = true;
  const done = async (container: string, what: 'unpause' | 'start'): Promise<boolean> => {
    const { status, body } = await tell(socket, `/containers/${encodeURIComponent(container)}/${what}`);
    answers = status !== noAnswer;
    away ||= !answers;
    if (status === 204 || status === 304 || status === 404) return true;
    return what === 'unpause' && /not paused|not running/i.test(body);
  };

  const unpauseUntilDone = async (container: string) => {
    while (!(await done(container, 'unpause'))) await pause(retryMs);
  };
  await Promise.all(containers.map(unpauseUntilDone));
  if (away) await Promise.all(containers.map((container) => restartIfFrozen(socket, container)));

  // Then goes on for a while, since a stop that was under way when the app died ends only now. One that can't be started
  // keeps none of the others from it.
  const end = Date.now() + (stopped.length === 0 ? 0 : stopsForMs);
  let allRan = false;
  let waitMs = retryMs;
  for (let allRun = false; !allRun || Date.now() < end; await pause(waitMs)) {
    allRun = true;
    // After Docker was away everything may have ended: side by side it is there sooner.
    const gate = new Gate(away ? startedAtATime : 1);
    const start = async (container: string) => {
      const runs = await done(container, 'start');
      allRun &&= runs;
    };
    await Promise.all((away ? running : stopped).map((container) => gate.through(() => start(container))));
    if (allRun && !allRan) onceAllRun();
    allRan ||= allRun;
    waitMs = allRun || !answers ? retryMs : Math.min(waitMs * 1.2, longestRetryMs);
  }
}
