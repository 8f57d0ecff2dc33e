import { type Docker, readSmallFile } from '../docker/index.ts';
import { addressOf } from '../helper/relay/address.ts';
import { leadingNumbers, versionFromEnvironment } from '../postgres/image-version.ts';
import { accessOf, type Candidate, dataDirectoryOf } from './database-server.ts';
import type { DatabaseServer } from './installation.ts';
import type { Profile } from './profile.ts';
import type { DatabasePlace } from './settings.ts';

/**
 * Everything that can be known of a server without a connection; it may be stopped. The version is refined by whoever
 * connects later.
 */
export async function describeServer(docker: Docker, candidate: Candidate, profile: Profile): Promise<DatabaseServer> {
  const { container, member } = candidate;
  const access = accessOf(container, profile);
  const dataDirectory = dataDirectoryOf(candidate);
  const version =
    versionFromEnvironment(container.env) ??
    (await readSmallFile(docker, container.id, `${dataDirectory}/PG_VERSION`))?.trim() ??
    versionFromImage(container.image) ??
    'unknown';
  const fromFile = access.passwordFile && (await readSmallFile(docker, container.id, access.passwordFile));
  return {
    container: member,
    name: member.service,
    host: '127.0.0.1',
    port: access.port,
    user: access.user,
    password: access.password ?? (fromFile ? fromFile.replace(/\r?\n$/, '') : null),
    databases: [access.database],
    othersToo: true,
    serverVersion: version,
    serverMajor: majorOf(version),
    dataDirectory,
  };
}

/** A server outside this Docker: what the settings say of it. */
export function serverElsewhere({ databases, ...place }: DatabasePlace): DatabaseServer {
  return {
    ...place,
    container: null,
    name: addressOf(place),
    databases: [...databases],
    othersToo: databases.length === 0,
    serverMajor: majorOf(place.serverVersion),
    dataDirectory: null,
  };
}

const majorOf = (version: string): number => Number.parseInt(version, 10) || 0;

function versionFromImage(image: string): string | null {
  return leadingNumbers(/:([^:/@]+)(@|$)/.exec(image)?.[1] ?? '');
}
