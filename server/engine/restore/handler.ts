import type { JobHandler } from '../../jobs/contract.ts';
import type { EngineDeps } from '../dependencies.ts';
import { restoreArgsSchema } from './args.ts';
import { recover } from './recover.ts';
import { restore } from './restore.ts';
import { backupHooks, type RestoreHooks } from './safety-backup.ts';
import { restoreStages } from './stages.ts';

/** Handler of the job kind "restore". */
export function restoreHandler(deps: EngineDeps, hooks: RestoreHooks = backupHooks(deps)): JobHandler {
  return {
    kind: 'restore',
    stages: restoreStages,
    async run({ job, signal, progress }) {
      const args = restoreArgsSchema.parse(job.args);
      const folder = await deps.store.prepare(job.id);
      return restore(deps, hooks, { args, job: job.id, createdBy: job.createdBy, folder, progress, signal });
    },
    recover: (context) => recover(deps, hooks, context),
  };
}
