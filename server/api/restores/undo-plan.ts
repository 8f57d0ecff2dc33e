import { z } from 'zod';
import { undoPlanSchema } from '../../contract/restores.ts';
import { planUndo } from '../../engine/restore/index.ts';
import { jobInput } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/**
 * What taking back this restore (or undo) would do and lose, and whether it may. Changes nothing. `safetyBackup` false judges
 * one that takes no backup first: it needs no space in the store.
 */
export const undoPlan = procedure.viewer
  .input(jobInput.extend({ noStart: z.boolean().default(false), safetyBackup: z.boolean().default(true) }))
  .output(undoPlanSchema)
  .query(({ ctx, input }) => planUndo(ctx.app.deps, input));
