import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const retryMs = 200;
const answerMs = 10_000;

/**
 * Unpauses a container, again and again until Docker says that it is done or that there is nothing to do. While Docker is
 * down it waits for it: the folder of the socket is mounted, so a socket made anew is found.
 */
export async function unpauseUntilDone(socket: string, container: string): Promise<void> {
  while (!(await unpause(socket, container).catch(() => false))) await pause(retryMs);
}

async function unpause(socket: string, container: string): Promise<boolean> {
  const { status, body } = await tell(socket, container, 'unpause');
  return status === 204 || status === 304 || status === 404 || /not paused|not running/i.test(body);
}

/** How long Docker may still carry out a stop that the app had asked for when it died, and some time to spare. */
const stopsForMs = 15_000;

/**
 * Starts containers in their order, again and again until each runs; then goes on for a while, since a stop that was
 * under way when the app died ends only now. One that can't be started keeps none of the others from it.
 */
export async function startUntilDone(socket: string, containers: readonly string[]): Promise<void> {
  if (containers.length === 0) return;
  const end = Date.now() + stopsForMs;
  for (let allRun = false; !allRun || Date.now() < end; await pause(retryMs)) {
    allRun = true;
    for (const container of containers) {
      const runs = await start(socket, container).catch(() => false);
      allRun &&= runs;
    }
  }
}

async function start(socket: string, container: string): Promise<boolean> {
  const { status } = await tell(socket, container, 'start');
  return status === 204 || status === 304 || status === 404;
}

/** Without a version in the path any Docker answers. */
async function tell(
  socketPath: string,
  container: string,
  what: 'unpause' | 'start',
): Promise<{ status: number; body: string }> {
  const path = `/containers/${encodeURIComponent(container)}/${what}`;
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, path, method: 'POST', agent: false, timeout: answerMs }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    call.on('timeout', () => call.destroy(new Error('no answer')));
    call.on('error', reject);
    call.end();
  });
}
