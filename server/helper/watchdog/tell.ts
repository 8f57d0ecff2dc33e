import { request } from 'node:http';

const answerMs = 10_000;

/** Status where Docker did not answer at all. */
export const noAnswer = 0;

/** Asks Docker to do something with a container. Without a version in the path any Docker answers. */
export async function tell(
  socketPath: string,
  container: string,
  what: 'unpause' | 'start',
): Promise<{ status: number; body: string }> {
  const path = `/containers/${encodeURIComponent(container)}/${what}`;
  return new Promise((resolve) => {
    const failed = (error: Error) => resolve({ status: noAnswer, body: error.message });
    const call = request({ socketPath, path, method: 'POST', agent: false, timeout: answerMs }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', failed);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    call.on('timeout', () => call.destroy(new Error('no answer')));
    call.on('error', failed);
    call.end();
  });
}
