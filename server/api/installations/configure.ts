import { z } from 'zod';
import { profiles } from '../../installation/index.ts';
import { saveSettings } from '../../store/index.ts';
import { nothing, projectSchema } from '../inputs.ts';
import { procedure } from '../procedure.ts';

const patterns = z.array(z.string().min(1).max(255)).max(200);

export const configure = procedure.admin
  .input(
    z.object({
      project: projectSchema,
      profile: z.enum(profiles.map(({ name }) => name)).nullable(),
      include: patterns,
      exclude: patterns,
      includeEnvironment: z.boolean(),
    }),
  )
  .output(nothing)
  .mutation(async ({ ctx, input: { project, ...settings } }) => {
    ctx.says(`Change what is included of ${project}, by the profile ${settings.profile ?? 'that is detected'}.`);
    await saveSettings(ctx.app.deps.db, project, settings);
    return {};
  });
