import type { JobId } from '../archive/ids.ts';
import type { SslMode } from '../contract/installations.ts';
import type { Helper, HelperDeps } from '../docker/index.ts';

/** What this room needs of the world. */
export type PostgresDeps = HelperDeps;

/** The part of a helper container this room uses. */
export type Orderly = Pick<Helper, 'order'>;

/** How to reach a PostgreSQL server. A discovered `DatabaseServer` is one. */
export type ServerAddress = {
  /** Null: it runs outside this Docker. */
  container: { id: string; image: string } | null;
  /** Within the container's network; without a container as Docker's own host reaches it. */
  host: string;
  user: string;
  /** Null when none is known: then the server must trust us. Never logged. */
  password: string | null;
  port: number;
  /** Of a server outside Docker; absent: `prefer`. The way into a container's network needs none. */
  sslmode?: SslMode;
  /** Whose signature `verify-full` accepts, in PEM; null: the CAs that this machine trusts. */
  ca?: string | null;
};

/** The job's folder in the store, `incoming/<job>/`, as this process sees it; helpers see it at /out. */
export type JobFolder = { job: JobId; path: string };
