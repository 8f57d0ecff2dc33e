import { z } from 'zod';
import { saveSettings } from '../../store/index.ts';
import { nothing, projectSchema } from '../inputs.ts';
import { procedure } from '../procedure.ts';

const patterns = z.array(z.string().min(1).max(255)).max(200);

export const configure = procedure.admin
  .input(z.object({ project: projectSchema, include: patterns, exclude: patterns, includeFolder: z.boolean() }))
  .output(nothing)
  .mutation(async ({ ctx, input: { project, ...settings } }) => {
    ctx.says(`Change what is included of ${project}.`);
    await saveSettings(ctx.app.deps.db, project, settings);
    return {};
  });
