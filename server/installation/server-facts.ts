import { type Docker, readSmallFile } from '../docker/index.ts';
import { accessOf, type Candidate, dataDirectoryOf } from './database-server.ts';
import type { DatabaseServer } from './installation.ts';
import type { Profile } from './profile.ts';

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
    user: access.user,
    password: access.password ?? (fromFile ? fromFile.replace(/\r?\n$/, '') : null),
    port: access.port,
    databases: [access.database],
    serverVersion: version,
    serverMajor: Number.parseInt(version, 10) || 0,
    dataDirectory,
  };
}

/** Official images set PG_VERSION ("15.8-1.pgdg120+1") and PG_MAJOR; Bitnami's set APP_VERSION. */
export function versionFromEnvironment(env: Record<string, string>): string | null {
  const text = env.PG_VERSION || (env.BITNAMI_APP_NAME === 'postgresql' ? env.APP_VERSION : '') || env.PG_MAJOR || '';
  return leadingNumbers(text);
}

function versionFromImage(image: string): string | null {
  return leadingNumbers(/:([^:/@]+)(@|$)/.exec(image)?.[1] ?? '');
}

const leadingNumbers = (text: string): string | null => /^\d+(\.\d+)*/.exec(text)?.[0] ?? null;
