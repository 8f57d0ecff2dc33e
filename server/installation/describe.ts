import type { Installation } from './installation.ts';

type DatabaseEntry = { container: string; name: string; user: string; serverVersion: string };

/** What `discover` prints. */
export type DiscoveryDocument = {
  project: string;
  profile: string;
  profileReason: string;
  version: string | null;
  volumes: { name: string; key: string; role: 'included' | 'volatile'; reason: string }[];
  databases: DatabaseEntry[];
  database: DatabaseEntry | null;
  writers: string[];
  left: { name: string; reason: string }[];
};

export function describeDiscovery(installation: Installation): DiscoveryDocument {
  const databases = installation.server.databases.map((name) => ({
    container: installation.server.container.name,
    name,
    user: installation.server.user,
    serverVersion: installation.server.serverVersion,
  }));
  return {
    project: installation.project,
    profile: installation.profile.name,
    profileReason: installation.profileReason,
    version: installation.version,
    volumes: installation.volumes.flatMap(({ name, key, role, reason }) =>
      role === 'included' || role === 'volatile' ? [{ name, key, role, reason }] : [],
    ),
    databases,
    database: databases[0] ?? null,
    writers: installation.writers.map(({ member }) => member.service),
    left: [
      ...installation.volumes.flatMap(({ name, role, reason }) =>
        role === 'excluded' || role === 'database' ? [{ name, reason }] : [],
      ),
      ...installation.left,
    ],
  };
}
