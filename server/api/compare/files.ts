import { z } from 'zod';
import { fileDifferencesSchema } from '../../contract/compare.ts';
import { compareFiles } from '../../engine/compare/index.ts';
import { procedure } from '../procedure.ts';
import { compareInput } from './input.ts';

/** One page of the files that differ in a volume. A live side is looked at again after five minutes. */
export const files = procedure.viewer
  .input(
    compareInput.extend({
      /** Compose key of the volume. */
      key: z.string().min(1).max(255),
      cursor: z
        .string()
        .regex(/^\d{1,9}$/)
        .optional(),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
  )
  .output(fileDifferencesSchema)
  .query(({ ctx, input }) => compareFiles(ctx.app.deps, input));
