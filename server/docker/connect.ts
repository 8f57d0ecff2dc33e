import { Agent, type ClientRequest } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import Dockerode from 'dockerode';
import { fail, type HoldfastError } from '../errors/error.ts';

export type Docker = Dockerode;

/**
 * A client of the Docker endpoint; nothing is sent yet. The API version is left to the daemon (20.10 to 29 answer the
 * same calls), and no connection is kept open between calls: a kept one is dead after a restart of the daemon.
 * @param dockerHost `unix:///path`, `/path`, `tcp://host:port` or `https://host:port`; absent: DOCKER_HOST, else the usual socket.
 * @throws `docker.bad-endpoint`.
 */
export function connectDocker(dockerHost: string | undefined = process.env.DOCKER_HOST): Docker {
  return new Dockerode(optionsOf(dockerHost?.trim() || defaultEndpoint));
}

const defaultEndpoint = 'unix:///var/run/docker.sock';

/** @types/dockerode does not know that an agent is passed on to node:http. */
type Options = Dockerode.DockerOptions & { agent: Agent };

/** node:http hands every request to this method of its agent; @types/node does not know it. */
type Requesting = Agent & { addRequest(request: ClientRequest, ...rest: unknown[]): void };

/**
 * What docker-modem needs of an agent. It describes every request for its debug log, wanted or not, by `util.inspect` with
 * unlimited depth: an agent with its sockets in it costs 40 ms and more each time, inside a freeze too. Ours describes
 * itself in a word. And it waits for the end of an answer alone: one that is cut short, because the daemon was killed
 * between its head and its body (as of `wait`, whose head comes at once), would be waited for for ever. Here it fails.
 */
function tailored(agent: Agent): Agent {
  const requesting = agent as Requesting;
  const { addRequest } = requesting;
  requesting.addRequest = function (request, ...rest) {
    request.once('response', (answer) => answer.once('error', (error) => request.emit('error', error)));
    addRequest.call(this, request, ...rest);
  };
  return Object.assign(agent, { [inspect.custom]: () => 'Agent' });
}

function optionsOf(endpoint: string): Options {
  const agent = tailored(new Agent({ keepAlive: false }));
  if (endpoint.startsWith('unix://')) return { socketPath: endpoint.slice('unix://'.length), agent };
  if (endpoint.startsWith('/')) return { socketPath: endpoint, agent };
  const url = URL.parse(endpoint.includes('://') ? endpoint : `tcp://${endpoint}`);
  // A tcp endpoint with certificates (DOCKER_CERT_PATH) is https: docker-modem reads them from the environment.
  const secure = { protocol: 'https' as const, agent: tailored(new SecureAgent({ keepAlive: false })) };
  if (url?.protocol === 'https:') return { ...secure, host: url.hostname, port: url.port || '443' };
  if (url?.protocol !== 'tcp:' && url?.protocol !== 'http:') throw fail('docker.bad-endpoint', { endpoint });
  if (process.env.DOCKER_TLS_VERIFY) return { ...secure, host: url.hostname, port: url.port || '2376' };
  return { host: url.hostname, port: url.port || '2375', protocol: 'http', agent };
}

const againMs = 100;

/** Waits until the daemon answers, however long that takes. */
export async function untilReachable(docker: Docker): Promise<void> {
  while (!(await isReachable(docker))) await delay(againMs);
}

export async function isReachable(docker: Docker): Promise<boolean> {
  return docker.ping().then(
    () => true,
    () => false,
  );
}

/** The endpoint in words, for messages. */
export function endpointOf(docker: Docker): string {
  const modem = docker.modem as unknown as { socketPath?: unknown; host?: string; port?: string | number };
  return typeof modem.socketPath === 'string' ? `unix://${modem.socketPath}` : `tcp://${modem.host}:${modem.port}`;
}

/** What says that no answer came; nothing is known then of what was asked. */
export function unreachable(docker: Docker, cause: unknown): HoldfastError {
  return fail('docker.unreachable', { endpoint: endpointOf(docker) }, cause);
}
