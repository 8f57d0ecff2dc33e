import type Docker from 'dockerode';
import type { JobId } from '../archive/ids.ts';
import type { OrderName, Orders } from '../helper/protocol.ts';

/** What this room needs of the world. */
export type PostgresDeps = {
  docker: Docker;
  helperImage: string;
  /** uuid of the state folder; marks helper containers as ours. */
  instance: string;
};

/** A helper that takes orders: the part of a helper container this room uses. */
export type Orderly = {
  order<Name extends OrderName>(
    name: Name,
    args: Orders[Name]['args'],
    options?: { signal?: AbortSignal; onProgress?: (progress: Orders[Name]['progress']) => void },
  ): Promise<Orders[Name]['result']>;
};

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
