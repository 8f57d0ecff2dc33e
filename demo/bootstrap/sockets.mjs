import { existsSync, readdirSync } from 'node:fs';
import http from 'node:http';

const usual = '/var/run/docker.sock';

/**
 * Endpoints of the Dockers that answer now, in the order in which they are used: DOCKER_HOST, the usual socket, then
 * those that a demo of some clone has started (only one daemon runs well on a machine: a second disturbs its bridge).
 */
export async function dockerSockets() {
  if (process.env.DOCKER_HOST) return [process.env.DOCKER_HOST];
  const others = readdirSync('/run')
    .filter((name) => /^holdfast-[0-9a-f]{12}$/.test(name))
    .map((name) => `/run/${name}/docker.sock`);
  const found = [];
  for (const socket of [usual, ...others])
    if (existsSync(socket) && (await answers(socket))) found.push(`unix://${socket}`);
  return found;
}

/** Whether a Docker daemon answers at this socket. */
export function answers(socketPath) {
  return new Promise((resolve) => {
    const request = http.get({ socketPath, path: '/_ping', timeout: 5000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}
