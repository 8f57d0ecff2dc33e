import { Agent } from 'node:http';
import { inspect } from 'node:util';
import Dockerode from 'dockerode';
import { fail } from '../errors/error.ts';

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
type Options = Dockerode.DockerOptions & { agent?: Agent };

/**
 * docker-modem describes every request for its debug log, wanted or not, by `util.inspect` with unlimited depth: an agent
 * with its sockets in it costs 40 ms and more each time, inside a freeze too. Ours describes itself in a word.
 */
class TerseAgent extends Agent {
  [inspect.custom](): string {
    return 'Agent';
  }
}

function optionsOf(endpoint: string): Options {
  const agent = new TerseAgent({ keepAlive: false });
  if (endpoint.startsWith('unix://')) return { socketPath: endpoint.slice('unix://'.length), agent };
  if (endpoint.startsWith('/')) return { socketPath: endpoint, agent };
  const url = URL.parse(endpoint.includes('://') ? endpoint : `tcp://${endpoint}`);
  // A tcp endpoint with certificates (DOCKER_CERT_PATH) is https: docker-modem reads them from the environment.
  if (url?.protocol === 'https:') return { host: url.hostname, port: url.port || '443', protocol: 'https' };
  if (url?.protocol !== 'tcp:' && url?.protocol !== 'http:') throw fail('docker.bad-endpoint', { endpoint });
  if (process.env.DOCKER_TLS_VERIFY) return { host: url.hostname, port: url.port || '2376', protocol: 'https' };
  return { host: url.hostname, port: url.port || '2375', protocol: 'http', agent };
}

export type DockerVersion = { version: string; apiVersion: string };

/**
 * Asks the daemon who it is.
 * @throws `docker.unreachable` when it does not answer.
 */
export async function pingDocker(docker: Docker): Promise<DockerVersion> {
  try {
    const { Version, ApiVersion } = await docker.version();
    return { version: Version, apiVersion: ApiVersion };
  } catch (error) {
    throw fail('docker.unreachable', { endpoint: endpointOf(docker) }, error);
  }
}

/** The endpoint in words, for messages. */
export function endpointOf(docker: Docker): string {
  const modem = docker.modem as unknown as { socketPath?: unknown; host?: string; port?: string | number };
  return typeof modem.socketPath === 'string' ? `unix://${modem.socketPath}` : `tcp://${modem.host}:${modem.port}`;
}
