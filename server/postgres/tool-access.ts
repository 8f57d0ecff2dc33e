import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Mount } from '../docker/index.ts';
import { fail } from '../errors/error.ts';
import type { PostgresDeps, ServerAddress } from './deps.ts';
import { caFile, type Relay } from './relay.ts';
import { imageWithTools } from './tools-image.ts';

/** How a sidecar with the server's own tools reaches it. */
export type ToolAccess = { image: string; network: string | undefined; env: Record<string, string>; mounts: Mount[] };

const passwordFile = '.pgpass';

/** In the server's own image, by its port; where only its socket answers, through the relay. */
export function toolsInContainer(
  relay: Relay,
  server: ServerAddress,
  container: NonNullable<ServerAddress['container']>,
): ToolAccess {
  const direct = relay.way === 'tcp';
  return {
    image: container.image,
    network: direct ? `container:${container.id}` : undefined,
    mounts: direct ? [] : [relay.mount],
    env: {
      ...environment(server, direct ? server.host : relay.mount.target),
      ...(server.password === null ? {} : { PGPASSWORD: server.password }),
    },
  };
}

/**
 * Of a server elsewhere: an image of its major, in the network of Docker's host. Not through the relay: libpq takes it for
 * an attack when a server offers what belongs to TLS over a socket. The password, which no container bears so far, comes by
 * a file beside the relay's socket, so that it stands in no container's environment.
 * @throws `postgres.no-tools`
 */
export async function toolsElsewhere(
  deps: Pick<PostgresDeps, 'docker'>,
  relay: Relay,
  server: ServerAddress,
  major: number,
): Promise<ToolAccess> {
  const image = await imageWithTools(deps.docker, major);
  if (image === null) throw fail('postgres.no-tools', { major });
  await writeFile(path.join(relay.folder, passwordFile), `*:*:*:*:${escaped(server.password ?? '')}\n`, {
    mode: 0o600,
  });
  return {
    image,
    network: 'host',
    mounts: [relay.mount],
    env: {
      ...environment(server, server.host),
      PGPASSFILE: `${relay.mount.target}/${passwordFile}`,
      PGSSLMODE: server.sslmode ?? 'prefer',
      ...(server.sslmode === 'verify-full' ? { PGSSLROOTCERT: `${relay.mount.target}/${caFile}` } : {}),
    },
  };
}

/** In a password file, colons part fields. */
const escaped = (password: string): string => password.replaceAll(/[\\:]/g, '\\$&');

function environment(server: ServerAddress, host: string): Record<string, string> {
  return { PGHOST: host, PGPORT: String(server.port), PGUSER: server.user, PGCONNECT_TIMEOUT: '15' };
}
