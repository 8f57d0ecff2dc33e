import { fail } from '../../errors/error.ts';
import { discover, type Installation } from '../../installation/index.ts';
import { settingsOf } from '../../store/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import type { BackupArgs } from './args.ts';

/** A store with less than this left can't hold a backup of anything. */
const leastFreeBytes = 256 * 1024 * 1024;

/** Looks at everything that can be known to fail before anything is copied. */
export async function preflight(deps: EngineDeps, args: BackupArgs): Promise<Installation> {
  const installation = await findInstallation(deps, args.project);
  const strategy = args.strategy ?? installation.profile.strategy;
  if (strategy !== 'pause') throw fail('backup.strategy-not-yet', { strategy });
  if (!installation.server.container.running) {
    throw fail('backup.database-stopped', { service: installation.server.container.service });
  }
  const { freeBytes } = await deps.store.space();
  const needed = Math.max(leastFreeBytes, await sizeOfLast(deps, installation.project));
  if (freeBytes < needed) throw fail('backup.no-space', { free: freeBytes, needed });
  return installation;
}

/** The installation as it is at this moment, with what the administrator set. */
export async function findInstallation(deps: EngineDeps, project: string): Promise<Installation> {
  return discover(deps.docker, project, await settingsOf(deps.db, project));
}

async function sizeOfLast({ store }: EngineDeps, project: string): Promise<number> {
  const { archives } = await store.list();
  const own = archives.filter(({ manifest }) => manifest.project === project);
  const last = own.toSorted((a, b) => a.id.localeCompare(b.id)).at(-1);
  return last?.bytes ?? 0;
}
