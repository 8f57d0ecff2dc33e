import type Dockerode from 'dockerode';
import type { Docker } from './connect.ts';
import { isNotFound } from './daemon-errors.ts';

export type Exit = { code: number; outOfMemory: boolean };

/**
 * Waits until a started container has ended. `not-running` asked after the start cannot miss the end; a `next-exit`
 * asked before it may be read by the daemon too late, and then waits for ever.
 */
export async function waitForExit(container: Dockerode.Container): Promise<Exit> {
  const answer: { StatusCode: number } = await container.wait({ condition: 'not-running' });
  const { State } = await container.inspect();
  return { code: answer.StatusCode, outOfMemory: State.OOMKilled };
}

/** Whether a container ended by itself with nothing left to do. One that is gone did not, as far as anyone can tell. */
export async function endedWell(docker: Docker, id: string): Promise<boolean> {
  try {
    const { State } = await docker.getContainer(id).inspect();
    return State.Status === 'exited' && State.ExitCode === 0;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

/** Why a program ended, for error texts. */
export function describeExit(exit: Exit, stderr: string): string {
  const how = exit.outOfMemory ? 'it ran out of the memory it was given' : `it ended with code ${exit.code}`;
  return stderr === '' ? how : `${how}: ${stderr}`;
}
