import type { SeenContainer } from './endpoint.ts';
import type { Member } from './installation.ts';
import { isWithin } from './mounts.ts';
import type { Profile } from './profile.ts';

export type Candidate = { container: SeenContainer; member: Member };

/**
 * The container that runs the PostgreSQL server: the one the profile names, else the most likely one. Tools that are built
 * on a PostgreSQL image inherit its variables and ports, so a data folder of its own and a server's command weigh more.
 */
export function findServer(candidates: readonly Candidate[], profile: Profile): Candidate | null {
  const named = candidates.find((candidate) => isNamed(candidate, profile));
  if (named) return named;
  const likely = candidates
    .map((candidate) => ({ candidate, weight: likelihood(candidate) }))
    .filter(({ weight }) => weight >= 2)
    .sort((a, b) => b.weight - a.weight);
  return likely[0]?.candidate ?? null;
}

function isNamed({ container, member }: Candidate, profile: Profile): boolean {
  const match = profile.database?.match;
  if (!match) return false;
  const { service, label, image } = match;
  return (
    (service === undefined || member.service === service) &&
    (label === undefined || label in container.labels) &&
    (image === undefined || container.image.includes(image))
  );
}

/** How much speaks for a PostgreSQL server, 0 to 6. */
export function likelihood({ container, member }: Candidate): number {
  const signs = [
    'PGDATA' in container.env,
    container.exposedPorts.includes('5432/tcp'),
    /(^|[/-])(postgres|postgresql|postgis|timescaledb|pgvector)(:|@|$)/.test(container.image),
    container.command.some((word) => /(^|\/)(postgres|postmaster|pg_ctl)$/.test(word)),
    dataMount(member, dataDirectoryOf({ container, member })) !== null,
    container.running,
  ];
  const score = signs.filter(Boolean).length;
  // Being up proves nothing by itself.
  return container.running && score === 1 ? 0 : score;
}

export function dataDirectoryOf({ container, member }: Candidate): string {
  const folder = container.env.PGDATA ?? container.env.POSTGRESQL_DATA_DIR;
  if (folder) return folder;
  const mount = member.mounts.find(({ target }) => /\/(postgresql|postgres|pgdata)(\/|$)/.test(target));
  return mount?.target ?? '/var/lib/postgresql/data';
}

/** The mount that carries the data directory: the nearest one above it. */
export function dataMount(member: Member, dataDirectory: string): Member['mounts'][number] | null {
  const carriers = member.mounts.filter(({ target }) => isWithin(dataDirectory, target));
  return carriers.sort((a, b) => b.target.length - a.target.length)[0] ?? null;
}

/** What the container's environment says of user, password and database; the profile fills gaps. */
export function accessOf(container: SeenContainer, profile: Profile) {
  const { env } = container;
  const user = env.POSTGRES_USER || env.POSTGRESQL_USERNAME || profile.database?.user || 'postgres';
  return {
    user,
    password: env.POSTGRES_PASSWORD || env.POSTGRESQL_PASSWORD || null,
    /** Inside the container. */
    passwordFile: env.POSTGRES_PASSWORD_FILE || env.POSTGRESQL_PASSWORD_FILE || null,
    database: env.POSTGRES_DB || env.POSTGRESQL_DATABASE || profile.database?.name || user,
    port: Number(env.PGPORT || env.POSTGRESQL_PORT_NUMBER) || 5432,
  };
}
