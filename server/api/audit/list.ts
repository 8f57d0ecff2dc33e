import { z } from 'zod';
import { auditEntrySchema } from '../../contract/access.ts';
import { listAudit } from '../../store/index.ts';
import { procedure } from '../procedure.ts';

/** Newest first; `next` continues the list. */
export const list = procedure.admin
  .input(
    z
      .object({
        cursor: z.number().int().positive().nullish(),
        limit: z.number().int().min(1).max(500).default(100),
      })
      .prefault({}),
  )
  .output(z.object({ rows: z.array(auditEntrySchema), next: z.number().int().nullable() }))
  .query(async ({ ctx, input: { cursor, limit } }) => {
    const found = await listAudit(ctx.app.deps.db, { ...(cursor ? { before: cursor } : {}), limit: limit + 1 });
    const rows = found.slice(0, limit);
    return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
  });
