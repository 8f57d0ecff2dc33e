import { z } from 'zod';
import { jobIdSchema } from '../../archive/ids.ts';
import { logLineSchema } from '../../contract/jobs.ts';
import { getJob, logOf } from '../../store/index.ts';
import { procedure } from '../procedure.ts';

/** Lines after `after` (a seq), oldest first. */
export const log = procedure.viewer
  .input(
    z.object({
      id: jobIdSchema,
      after: z.number().int().min(0).optional(),
      limit: z.number().int().min(1).max(5000).default(500),
    }),
  )
  .output(z.array(logLineSchema))
  .query(async ({ ctx, input: { id, after = 0, limit } }) => {
    await getJob(ctx.app.deps.db, id);
    return logOf(ctx.app.deps.db, id, { after, limit });
  });
