import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { ask, untilDone } from '../ask.ts';
import { serve } from '../router.ts';

/** The ingress: HTTP and HTTPS (self-signed) for everything the installation offers. */
export async function start(): Promise<void> {
  const { routing } = await untilDone('the ingress-controller', () =>
    ask<{ routing: [string, string][] }>('ingress-controller', 'GET', '/internal/routing'),
  );
  const forward: http.RequestListener = (incoming, response) => {
    const service = routing.find(([prefix]) => incoming.url?.startsWith(prefix))?.[1] ?? 'admin-web-app';
    const options = {
      host: service,
      port: 8080,
      method: incoming.method,
      path: incoming.url,
      headers: incoming.headers,
    };
    const onward = http.request(options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.once('error', () => {
      if (!response.headersSent) response.writeHead(502, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: `${service} does not answer.` }));
    });
    response.once('close', () => onward.destroy());
    incoming.pipe(onward);
  };
  await untilDone('the certificate', async () => {
    if (!existsSync('/connectware_certs/server.crt')) throw new Error('not there yet');
  });
  const identity = {
    key: readFileSync('/connectware_certs/server.key'),
    cert: readFileSync('/connectware_certs/server.crt'),
  };
  https.createServer(identity, forward).listen(443);
  http.createServer(forward).listen(80);
  await serve([], async () => null);
}
