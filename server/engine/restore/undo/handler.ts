import type { JobHandler } from '../../../jobs/contract.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { undoArgsSchema } from '../args.ts';
import { recover } from '../recover.ts';
import { backupHooks, type RestoreHooks } from '../safety-backup.ts';
import { undoStages } from '../stages.ts';
import { undo } from './undo.ts';

/** Handler of the job kind "undo". */
export function undoHandler(deps: EngineDeps, hooks: RestoreHooks = backupHooks(deps)): JobHandler {
  return {
    kind: 'undo',
    stages: undoStages,
    async run({ job, signal, progress }) {
      const args = undoArgsSchema.parse(job.args);
      const folder = await deps.store.prepare(job.id);
      return undo(deps, hooks, { args, job: job.id, createdBy: job.createdBy, folder, progress, signal });
    },
    recover: (context) => recover(deps, hooks, context),
  };
}
