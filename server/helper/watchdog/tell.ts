import { request } from 'node:http';

const answerMs = 10_000;

/** Status where Docker did not answer at all. */
export const noAnswer = 0;

/** Asks Docker to do something. Without a version in the path any Docker answers. */
export async function tell(
  socketPath: string,
  path: string,
  given?: object,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve) => {
    const failed = (error: Error) => resolve({ status: noAnswer, body: error.message });
    const headers = given ? { 'content-type': 'application/json' } : {};
    const options = { socketPath, path, headers, method: 'POST', agent: false, timeout: answerMs };
    const call = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', failed);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    call.on('timeout', () => call.destroy(new Error('no answer')));
    call.on('error', failed);
    call.end(given && JSON.stringify(given));
  });
}
