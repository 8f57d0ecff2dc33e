import { sweepHelpers } from '../../docker/index.ts';
import type { JobContext, JobHandler } from '../../jobs/contract.ts';
import { getRestore } from '../../store/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { cleanupArgsSchema } from './args.ts';
import { clearKept } from './kept.ts';

/** Removes the side that a restore kept, gently: what was there before can't be had back by a swap any more. */
export function cleanupHandler(deps: EngineDeps): JobHandler {
  return {
    kind: 'cleanup',
    stages: [
      {
        name: 'Clear',
        cancel:
          'What was removed so far stays removed, so the restore can’t be undone; the rest stays until it is cleared again.',
      },
    ],
    async run({ job, progress, signal }: JobContext) {
      const { jobId } = cleanupArgsSchema.parse(job.args);
      progress.stage('Clear', `the side that restore ${jobId} kept`);
      return { result: { jobId, ...(await clearKept(deps, jobId, { job: job.id, progress, signal })) } };
    },
    async recover({ job, progress, signal }) {
      const { jobId } = cleanupArgsSchema.parse(job.args);
      await sweepHelpers(deps, { job: job.id });
      if ((await getRestore(deps.db, jobId)).kept !== null)
        await clearKept(deps, jobId, { job: job.id, progress, signal });
      return { state: 'succeeded', outcome: { result: { jobId } } };
    },
  };
}
