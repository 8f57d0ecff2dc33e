import { setTimeout } from 'node:timers/promises';
import { log } from '../config/log.ts';
import { sweepHelpers } from '../docker/index.ts';
import { sealedArchive } from '../engine/catalogue.ts';
import type { EngineDeps } from '../engine/dependencies.ts';
import { clearAbandoned, tidyUploads } from '../engine/import/tidy-uploads.ts';
import { listJobs, rebuildCatalogue, type SealedArchive } from '../store/index.ts';
import { queueExpiredKept } from './clear-kept.ts';

const retryMs = 2000;
const tidyEveryMs = 3_600_000;

/** Removes the helpers that were there before this start, as soon as Docker answers. */
export async function sweepOwnHelpers(
  deps: EngineDeps,
  { before, keepWatchdogs }: { before: Date; keepWatchdogs: boolean },
): Promise<void> {
  for (;;) {
    try {
      const removed = await sweepHelpers(deps, { before, keepRoles: keepWatchdogs ? ['watchdog'] : [] });
      if (removed.length > 0)
        log.warn({ containers: removed }, 'helpers that an earlier start left behind were removed');
      return;
    } catch (error) {
      log.warn({ err: error }, 'helpers cannot be swept yet');
      await setTimeout(retryMs, undefined, { ref: false });
    }
  }
}

/** Clears from the store what no live job and no archive owns. */
export async function sweepStore(deps: EngineDeps): Promise<void> {
  const live = await listJobs(deps.db, { states: ['running', 'interrupted'], limit: 10_000 });
  const swept = await deps.store.sweep(new Set(live.map((job) => job.id)));
  log.info({ ...swept, ...(await tidyUploads(deps)) }, 'the store was swept');
}

/** Makes the catalogue name exactly what stands in the store. A damaged archive is told of and left alone. */
export async function rebuildFromStore(deps: EngineDeps): Promise<void> {
  const { archives, broken } = await deps.store.list();
  const sealed: SealedArchive[] = [];
  for (const archive of archives) {
    try {
      sealed.push(await sealedArchive(deps, archive));
    } catch (error) {
      log.error({ err: error, archive: archive.id }, 'an archive cannot be read');
    }
  }
  for (const { name, why } of broken) log.error({ archive: name, why }, 'an archive is damaged');
  log.info(await rebuildCatalogue(deps.db, sealed), 'the catalogue is up to date');
}

/** Clears abandoned uploads and expired kept sides, at once and then now and then. */
export async function keepTidy(deps: EngineDeps): Promise<never> {
  for (;;) {
    await queueExpiredKept(deps).catch((error) => log.error({ err: error }, 'kept sides could not be looked at'));
    await setTimeout(tidyEveryMs, undefined, { ref: false });
    await clearAbandoned(deps).catch((error) => log.error({ err: error }, 'abandoned uploads could not be cleared'));
  }
}
