import type { JobId } from '../archive/ids.ts';
import type { Helper, HelperDeps } from '../docker/index.ts';

/** What this room needs of the world. */
export type PostgresDeps = HelperDeps;

/** The part of a helper container this room uses. */
export type Orderly = Pick<Helper, 'order'>;

/** How to reach a PostgreSQL server that runs in a container. A discovered `DatabaseServer` is one. */
export type ServerAddress = {
  container: { id: string; image: string };
  user: string;
  /** Null when none is known: then the server must trust us. Never logged. */
  password: string | null;
  port: number;
};

/** The job's folder in the store, `incoming/<job>/`, as this process sees it; helpers see it at /out. */
export type JobFolder = { job: JobId; path: string };
