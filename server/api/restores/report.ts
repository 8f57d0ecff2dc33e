import { restoreReportSchema } from '../../contract/restores.ts';
import { getRestore } from '../../store/index.ts';
import { jobInput } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/** The result of a restore, with its steps as people ticked them. */
export const report = procedure.viewer
  .input(jobInput)
  .output(restoreReportSchema)
  .query(async ({ ctx, input }) => (await getRestore(ctx.app.deps.db, input.jobId)).report);
