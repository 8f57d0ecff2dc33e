import type pg from 'pg';
import type { JobFolder, PostgresDeps, ServerAddress } from './deps.ts';

/** A way to a database server that publishes no port. */
export type PostgresLink = AsyncDisposable & {
  server: ServerAddress;
  /** Opens a session; the caller ends it. `applicationName` must begin with `holdfast` (activity is told apart by it). */
  connect(database: string, applicationName: string): Promise<pg.Client>;
  /** Makes the relay anew when the database's container was restarted since. Says whether it did. */
  renew(): Promise<boolean>;
};

/**
 * Opens a way to the server of `spec.server`: a relay in the network namespace of its container, which listens on a
 * UNIX socket in the job's folder.
 * @throws `postgres.unreachable` when neither its port nor its socket answers.
 */
export async function openLink(
  _deps: PostgresDeps,
  _spec: { server: ServerAddress; folder: JobFolder; signal?: AbortSignal },
): Promise<PostgresLink> {
  throw new Error('not built yet');
}
