import { z } from 'zod';
import { jobIdSchema } from '../../archive/ids.ts';
import { jobViewSchema } from '../../contract/jobs.ts';
import { jobView } from '../../jobs/index.ts';
import { getJob } from '../../store/index.ts';
import { procedure } from '../procedure.ts';

export const get = procedure.viewer
  .input(z.object({ id: jobIdSchema }))
  .output(jobViewSchema)
  .query(async ({ ctx, input }) => jobView(ctx.app.deps.db, await getJob(ctx.app.deps.db, input.id)));
