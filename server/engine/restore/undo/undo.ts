import type { JobOutcome } from '../../../jobs/contract.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { ensureServer } from '../live/server.ts';
import { prepareAndSwap } from '../prepare-and-swap.ts';
import type { UndoRun } from '../run.ts';
import { backUpFirst, type RestoreHooks } from '../safety-backup.ts';
import { stageNames } from '../stages.ts';
import { lookAtKept, refuseUndo, type UndoLook } from './look.ts';
import { prepareUndo } from './prepare.ts';

/**
 * Takes a restore (or an undo) back: one more swap, with the kept side as the staged one. What is live now is kept in
 * turn, so an undo can be undone.
 * @throws what kept it from starting; then the installation was not touched and the kept side stays as it was
 */
export async function undo(deps: EngineDeps, hooks: RestoreHooks, run: UndoRun): Promise<JobOutcome> {
  return prepareAndSwap(deps, run, async () => {
    const looked = await lookFirst(deps, run);
    // A backup needs it too; one that does not start ends this before anything is there to be cleared away.
    if (looked.kept.intent.databases.length > 0 || run.args.safetyBackup)
      await ensureServer(deps, looked.installation.server, run);
    const safetyBackup = await backUpFirst(hooks, run, `Before undoing restore ${run.args.jobId}`);
    return prepareUndo(deps, run, looked, safetyBackup);
  });
}

async function lookFirst(deps: EngineDeps, { args, job, folder, progress }: UndoRun): Promise<UndoLook> {
  progress.stage(stageNames.look, 'the kept side and the installation');
  const looked = await lookAtKept(deps, { ...args, restore: args.jobId, job, folder });
  for (const { level, text } of looked.findings) progress.log('look', text, level === 'pass' ? 'info' : 'warn');
  refuseUndo(looked);
  return looked;
}
