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

/** Whether the container is not paused any more. Without a version in the path any Docker answers. */
async function unpause(socketPath: string, container: string): Promise<boolean> {
  const path = `/containers/${encodeURIComponent(container)}/unpause`;
  const { status, body } = await new Promise<{ status: number; body: string }>((resolve, reject) => {
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
  return status === 204 || status === 304 || status === 404 || /not paused|not running/i.test(body);
}
