import type pg from 'pg';
import type { JobId } from '../../../archive/ids.ts';
import { type Helper, startHelper } from '../../../docker/index.ts';
import type { DatabaseServer } from '../../../installation/index.ts';
import type { Progress } from '../../../jobs/contract.ts';
import { applicationName, connectMaintenance, openLink, type PostgresLink } from '../../../postgres/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { ensureServer, patiently } from './server.ts';

/** What a restore reaches the installation by. */
export type Reach = AsyncDisposable & {
  /** Sees the directory of each swapped volume at /v/<volume>; the only container that does. */
  swap: Helper;
  /** @throws where the server is not asked */
  readonly link: PostgresLink;
  /** A session on a database that is not swapped: from there others can be renamed. @throws where the server is not asked */
  readonly admin: pg.Client;
};

export type ReachSpec = {
  job: JobId;
  /** Null where nothing of a database is swapped: then the server is neither asked nor started, so it may be down. */
  server: DatabaseServer | null;
  /** The job's folder in the store, as this process sees it: the link's socket stands there. */
  folder: string;
  volumes: readonly { name: string; directory: string }[];
  /** Live names of the databases to be swapped. */
  databases: readonly string[];
  progress: Progress;
  /** `low` for clearing away, which has time. */
  priority?: 'low';
  /** Done between the helper's start and the database's: what keeps the server from starting may lie in a volume. */
  beforeServer?: (swap: Helper) => Promise<void>;
};

/** Opens what is needed, starting the server where it is down. @throws what that throws; nothing stays open then */
export async function reach(deps: EngineDeps, spec: ReachSpec): Promise<Reach> {
  await using opened = new AsyncDisposableStack();
  const swap = opened.use(await startSwapHelper(deps, spec));
  const asked = spec.server && (await reachServer(deps, { ...spec, server: spec.server }, swap, opened));
  const kept = opened.move();
  return {
    swap,
    get link() {
      return known(asked).link;
    },
    get admin() {
      return known(asked).admin;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

type Asked = Pick<Reach, 'link' | 'admin'>;

async function reachServer(
  deps: EngineDeps,
  spec: ReachSpec & { server: DatabaseServer },
  swap: Helper,
  opened: AsyncDisposableStack,
): Promise<Asked> {
  const { job, server } = spec;
  await spec.beforeServer?.(swap);
  await ensureServer(deps, server, spec);
  const link = opened.use(await patiently(() => openLink(deps, { server, folder: { job, path: spec.folder } })));
  const admin = await patiently(() => connectMaintenance(link, spec.databases, applicationName(job, 'swap')));
  // A server that is killed ends the session: the next query says so.
  admin.on('error', () => {});
  opened.defer(() => admin.end());
  return { link, admin };
}

function known(asked: Asked | null): Asked {
  if (!asked) throw new Error('the database was asked where nothing of it is swapped');
  return asked;
}

/** Renames among siblings need no capability; the removal of a staged folder enters what others own. */
function startSwapHelper(deps: EngineDeps, spec: ReachSpec): Promise<Helper> {
  return startHelper(deps, {
    job: spec.job,
    role: 'swap',
    mounts: spec.volumes.map(({ name, directory }) => ({
      kind: 'bind' as const,
      source: directory,
      target: `/v/${name}`,
      readOnly: false,
    })),
    capabilities: ['DAC_OVERRIDE', 'FOWNER'],
    ...(spec.priority ? { priority: spec.priority } : {}),
  });
}
