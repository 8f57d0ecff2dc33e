import { type ArchiveId, type JobId, newJobId } from '../../archive/ids.ts';
import type { Progress } from '../../jobs/contract.ts';
import { backUp, backupArgsSchema, releaseHeld } from '../backup/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import type { Run } from './run.ts';
import { stageNames } from './stages.ts';

/** What a restore needs of the backup engine; a test gives its own. */
export type RestoreHooks = {
  /** Takes the safety backup: a pinned archive with trigger `safety`. */
  backup(run: Run & { args: { project: string } }, note: string): Promise<{ archiveId: ArchiveId }>;
  /** After a crash: lets services run again that the safety backup held. */
  releaseHeld(job: JobId): Promise<readonly string[]>;
};

export function backupHooks(deps: EngineDeps): RestoreHooks {
  return {
    backup: (run, note) =>
      backUp(
        deps,
        {
          args: backupArgsSchema.parse({ project: run.args.project, note, trigger: 'safety' }),
          // A folder and helpers of its own; what it holds stands in the restore's journal, which recovery reads.
          job: newJobId(),
          journal: run.job,
          progress: within(run.progress),
          signal: run.signal,
        },
        run.createdBy,
      ),
    releaseHeld: (job) => releaseHeld(deps, job),
  };
}

/**
 * Backs up what is there now, unless that was switched off.
 * @throws what the backup throws: then the restore does not start
 */
export async function backUpFirst(
  hooks: RestoreHooks,
  run: Run & { args: { project: string; safetyBackup: boolean } },
  note: string,
): Promise<ArchiveId | null> {
  if (!run.args.safetyBackup) return null;
  run.progress.stage(stageNames.safety, 'what is there now, before anything changes');
  const { archiveId } = await hooks.backup(run, note);
  run.progress.log('restore', `The safety backup is ${archiveId}.`);
  return archiveId;
}

/** The backup's stages are lines of one stage here. */
function within(progress: Progress): Progress {
  return {
    stage: (name, detail) => progress.log('safety backup', detail ? `${name}: ${detail}` : name),
    advance: (numbers) => progress.advance(numbers),
    log: (source, text, level) => progress.log(source, text, level),
  };
}
