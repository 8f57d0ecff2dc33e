import { z } from 'zod';
import { jobIdSchema } from '../../archive/ids.ts';
import { cancelJob } from '../../jobs/index.ts';
import { getJob } from '../../store/index.ts';
import { procedure } from '../procedure.ts';
import { refuseOthersJob } from '../views/own-job.ts';

/** Operators cancel their own jobs, administrators any. Answers what cancelling does. */
export const cancel = procedure.operator
  .input(z.object({ id: jobIdSchema }))
  .output(z.object({ cancel: z.string() }))
  .mutation(async ({ ctx, input }) => {
    const { db } = ctx.app.deps;
    const job = await getJob(db, input.id);
    ctx.says(`Cancel the job “${job.subject}”.`);
    refuseOthersJob(ctx.actor, job);
    return { cancel: await cancelJob(db, input.id) };
  });
