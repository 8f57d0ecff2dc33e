import type { DatabaseServer, Installation } from './installation.ts';

type DatabaseEntry = { container: string; name: string; user: string; serverVersion: string; reason: string };

/** What `discover` prints. */
export type DiscoveryDocument = {
  project: string;
  profile: string;
  profileReason: string;
  version: string | null;
  volumes: { name: string; key: string; role: 'included' | 'volatile'; reason: string }[];
  /** `container` is `host:port` where the server is none. */
  databases: DatabaseEntry[];
  database: DatabaseEntry | null;
  writers: string[];
  left: { name: string; reason: string }[];
};

/** @param unasked why the server could not be asked; null: its databases are those that it named. */
export function describeDiscovery(installation: Installation, unasked: string | null = null): DiscoveryDocument {
  const { container, name, user, serverVersion, databases: names } = installation.server;
  const databases = names.map((database) => ({
    container: container?.name ?? name,
    name: database,
    user,
    serverVersion,
    reason: whyDumped(installation.server, unasked),
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

function whyDumped({ container, name }: DatabaseServer, unasked: string | null): string {
  const where = container ? `in the container ${container.name}` : `reached at ${name} by the settings`;
  return unasked === null ? where : `${where}; the server could not be asked for others: ${unasked}`;
}
