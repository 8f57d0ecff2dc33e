import { z } from 'zod';
import { archiveIdSchema } from '../../archive/ids.ts';
import { verdictSchema } from '../../archive/manifest.ts';
import { archiveRowSchema } from '../../contract/archives.ts';
import { countArchives, listArchives } from '../../store/index.ts';
import { projectSchema } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/** Newest first. `total` counts the installation's archives, `shown` those that match; `next` continues the list. */
export const list = procedure.viewer
  .input(
    z
      .object({
        project: projectSchema.optional(),
        search: z.string().max(200).optional(),
        verdict: verdictSchema.optional(),
        cursor: archiveIdSchema.nullish(),
        limit: z.number().int().min(1).max(1000).default(50),
      })
      .prefault({}),
  )
  .output(
    z.object({
      rows: z.array(archiveRowSchema),
      next: archiveIdSchema.nullable(),
      total: z.number().int(),
      shown: z.number().int(),
    }),
  )
  .query(async ({ ctx, input: { cursor, limit, ...filter } }) => {
    const { db } = ctx.app.deps;
    const found = await listArchives(db, { ...filter, ...(cursor ? { cursor } : {}), limit: limit + 1 });
    const rows = found.slice(0, limit);
    return {
      rows,
      next: found.length > limit ? (rows.at(-1)?.id ?? null) : null,
      total: await countArchives(db, filter.project ? { project: filter.project } : {}),
      shown: await countArchives(db, filter),
    };
  });
