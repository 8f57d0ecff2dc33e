import { z } from 'zod';
import { fileListingSchema } from '../../contract/files.ts';
import { listFolder } from '../../engine/browse/index.ts';
import { archiveInput } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/** One page of a folder of an archive's volume, or of what is found below it. Names only, never contents. */
export const list = procedure.viewer
  .input(
    archiveInput.extend({
      /** Real name or compose key. */
      volume: z.string().min(1).max(255),
      /** Escaped, as a listing gives it; empty: the root. */
      path: z.string().max(20_000).default(''),
      search: z.string().max(255).optional(),
      cursor: z
        .string()
        .regex(/^\d{1,9}$/)
        .optional(),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
  )
  .output(fileListingSchema)
  .query(({ ctx, input }) => listFolder(ctx.app.deps, input));
