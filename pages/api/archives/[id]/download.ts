import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { NextApiRequest, NextApiResponse } from 'next';
import { downloadBundle } from '@/server/api/bundle/download.ts';

/**
 * Route handlers below app/ lose their Content-Length (Next strips it), and a download without a length looks complete
 * when it was cut. Here the answer is Node's own.
 */
export default async function download(incoming: NextApiRequest, outgoing: NextApiResponse): Promise<void> {
  if (incoming.method !== 'GET' && incoming.method !== 'HEAD') {
    outgoing.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const response = await downloadBundle(requestOf(incoming), String(incoming.query.id));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) {
    outgoing.end();
    return;
  }
  // A client that went away ends the reading; there is nobody left to tell.
  await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing).catch(() => {
    outgoing.destroy();
  });
}

function requestOf({ url, method, headers }: NextApiRequest): Request {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || name.startsWith(':') ? [] : [[name, String(value)] satisfies [string, string]],
  );
  return new Request(new URL(url ?? '/', `http://${headers.host ?? 'localhost'}`), {
    method: method ?? 'GET',
    headers: entries,
  });
}

export const config = { api: { bodyParser: false, responseLimit: false } };
