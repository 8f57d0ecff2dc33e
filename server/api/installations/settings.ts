import { z } from 'zod';
import { settingsOf } from '../../store/index.ts';
import { projectSchema } from '../inputs.ts';
import { procedure } from '../procedure.ts';

export const settings = procedure.viewer
  .input(z.object({ project: projectSchema }))
  .output(z.object({ include: z.array(z.string()), exclude: z.array(z.string()), includeFolder: z.boolean() }))
  .query(({ ctx, input }) => settingsOf(ctx.app.deps.db, input.project));
