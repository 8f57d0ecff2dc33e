import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Answers a download by Node's own response: route handlers below app/ lose their Content-Length (Next strips it), and a
 * download without a length looks complete when it was cut. The request's signal aborts when the client goes away.
 */
export async function answerDownload(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: (request: Request) => Promise<Response>,
): Promise<void> {
  if (incoming.method !== 'GET' && incoming.method !== 'HEAD') {
    outgoing.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const response = await answer(requestOf(incoming, gone.signal));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null || incoming.method === 'HEAD') {
    await response.body?.cancel();
    outgoing.end();
    return;
  }
  // A client that went away ends the reading; there is nobody left to tell.
  await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing).catch(() => {
    outgoing.destroy();
  });
}

function requestOf({ url, method, headers }: IncomingMessage, signal: AbortSignal): Request {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || name.startsWith(':') ? [] : [[name, String(value)] satisfies [string, string]],
  );
  return new Request(new URL(url ?? '/', `http://${headers.host ?? 'localhost'}`), {
    method: method ?? 'GET',
    headers: entries,
    signal,
  });
}
