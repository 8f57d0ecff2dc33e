import { log } from '../config/log.ts';
import { closeIfReleased, releaseHeld } from '../engine/backup/index.ts';
import type { EngineDeps } from '../engine/dependencies.ts';
import { getJob, openJournals } from '../store/index.ts';

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
      // Its backup could not let them go and has ended: nobody will come back to its journal.
      if ((await getJob(deps.db, jobId)).state === 'failed') await closeIfReleased(deps.db, jobId);
    } catch (error) {
      all = false;
      log.error({ err: error, job: jobId, project }, 'services could not be released yet');
    }
  }
  return all;
}
