import { log } from '../config/log.ts';
import { releaseHeld } from '../engine/backup/index.ts';
import type { EngineDeps } from '../engine/dependencies.ts';
import { openJournals } from '../store/index.ts';

/**
 * Lets every service run again that a crash left paused: before anything else, since people wait for it.
 * @returns false when some could not be reached; their watchdogs must stay then
 */
export async function releaseAllHeld(deps: EngineDeps): Promise<boolean> {
  let all = true;
  for (const { jobId, project } of await openJournals(deps.db)) {
    try {
      const containers = await releaseHeld(deps, jobId);
      if (containers.length > 0)
        log.warn({ job: jobId, project, containers }, 'services that a crash left held run again');
    } catch (error) {
      all = false;
      log.error({ err: error, job: jobId, project }, 'services could not be released yet');
    }
  }
  return all;
}
