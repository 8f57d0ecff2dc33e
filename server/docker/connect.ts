import { Agent } from 'node:http';
import Dockerode from 'dockerode';
import { fail } from '../errors/error.ts';

export type Docker = Dockerode;

/**
 * A client of the Docker endpoint; nothing is sent yet. The API version is left to the daemon (20.10 to 29 answer the
 * same calls), and no connection is kept open between calls: a kept one is dead after a restart of the daemon.
 * @param dockerHost `unix:///path`, `/path`, `tcp://host:port` or `http(s)://host:port`; absent: DOCKER_HOST, else the usual socket.
 */
export function connectDocker(dockerHost: string | undefined = process.env.DOCKER_HOST): Docker {
  const agent = new Agent({ keepAlive: false });
  const endpoint = dockerHost?.trim() || defaultEndpoint;
  if (endpoint.startsWith('unix://')) return new Dockerode({ socketPath: endpoint.slice('unix://'.length), agent });
  if (endpoint.startsWith('/')) return new Dockerode({ socketPath: endpoint, agent });
  const { hostname, port, protocol } = new URL(endpoint.includes('://') ? endpoint : `tcp://${endpoint}`);
  if (protocol === 'https:') return new Dockerode({ host: hostname, port: port || '2376', protocol: 'https' });
  return new Dockerode({ host: hostname, port: port || '2375', protocol: 'http', agent });
}

const defaultEndpoint = 'unix:///var/run/docker.sock';

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
  const modem: { socketPath?: unknown; host?: string; port?: string | number } = docker.modem;
  return typeof modem.socketPath === 'string' ? `unix://${modem.socketPath}` : `tcp://${modem.host}:${modem.port}`;
}
