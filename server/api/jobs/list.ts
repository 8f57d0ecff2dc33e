import { z } from 'zod';
import { jobIdSchema } from '../../archive/ids.ts';
import { jobViewSchema } from '../../contract/jobs.ts';
import { jobKinds, jobViews } from '../../jobs/index.ts';
import { listJobs } from '../../store/index.ts';
import { projectSchema } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/** Newest first; `next` continues the list. */
export const list = procedure.viewer
  .input(
    z
      .object({
        project: projectSchema.optional(),
        kind: z.enum(jobKinds).optional(),
        cursor: jobIdSchema.nullish(),
        limit: z.number().int().min(1).max(200).default(50),
      })
      .prefault({}),
  )
  .output(z.object({ rows: z.array(jobViewSchema), next: jobIdSchema.nullable() }))
  .query(async ({ ctx, input: { cursor, limit, ...filter } }) => {
    const { db } = ctx.app.deps;
    const found = await listJobs(db, { ...filter, ...(cursor ? { cursor } : {}), limit: limit + 1 });
    const jobs = found.slice(0, limit);
    return { rows: await jobViews(db, jobs), next: found.length > limit ? (jobs.at(-1)?.id ?? null) : null };
  });
