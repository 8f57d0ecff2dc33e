import { fail } from '../../errors/error.ts';
import { discover, type Installation, type Strategy } from '../../installation/index.ts';
import type { StoredArchive } from '../../storage/index.ts';
import { settingsOf } from '../../store/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import type { BackupArgs } from './args.ts';

/** A store with less than this left can't hold a backup of anything. */
const leastFreeBytes = 256 * 1024 * 1024;

export type Preflight = {
  installation: Installation;
  strategy: Strategy;
  /** The newest archive of the installation in the store. */
  last: StoredArchive | null;
};

/** Looks at everything that can be known to fail before anything is copied. */
export async function preflight(deps: EngineDeps, args: BackupArgs): Promise<Preflight> {
  return readiness(deps, args, await findInstallation(deps, args));
}

/** The same of an installation that was found already. @throws `backup.database-stopped`, `backup.no-space` */
export async function readiness(deps: EngineDeps, args: BackupArgs, installation: Installation): Promise<Preflight> {
  const { container, name } = installation.server;
  if (container && !container.running) throw fail('backup.database-stopped', { service: name });
  const last = await lastArchive(deps, installation.project);
  const { freeBytes } = await deps.store.space();
  const needed = Math.max(leastFreeBytes, last?.bytes ?? 0);
  if (freeBytes < needed) throw fail('backup.no-space', { free: freeBytes, needed });
  return { installation, strategy: strategyOf(args, installation), last };
}

/** The installation as it is at this moment, with what the administrator set. Some volumes play another role when nothing is held. */
export async function findInstallation(
  deps: EngineDeps,
  { project, strategy }: Pick<BackupArgs, 'project' | 'strategy'>,
): Promise<Installation> {
  return discover(deps.docker, project, { ...(await settingsOf(deps.db, project)), ...(strategy ? { strategy } : {}) });
}

function strategyOf(args: BackupArgs, { profile }: Installation): Strategy {
  return args.strategy ?? profile.strategy;
}

async function lastArchive({ store }: EngineDeps, project: string): Promise<StoredArchive | null> {
  const { archives } = await store.list();
  const own = archives.filter(({ manifest }) => manifest.project === project);
  return own.toSorted((a, b) => a.id.localeCompare(b.id)).at(-1) ?? null;
}
