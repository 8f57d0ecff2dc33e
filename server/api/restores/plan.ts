import { z } from 'zod';
import { partsSchema, planSchema } from '../../contract/restores.ts';
import { planRestore } from '../../engine/restore/index.ts';
import { archiveInput, projectSchema } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/**
 * What restoring this archive would do, and whether it may. Changes nothing. `noStart` judges a restore that leaves the services
 * stopped: an archive of a newer product is allowed then, with the steps that put its images in place.
 */
export const plan = procedure.viewer
  .input(
    archiveInput.extend({
      project: projectSchema.optional(),
      noStart: z.boolean().default(false),
      only: partsSchema.optional(),
    }),
  )
  .output(planSchema)
  .query(({ ctx, input: { id, project, noStart, only } }) =>
    planRestore(ctx.app.deps, { id, noStart, only, ...(project ? { project } : {}) }),
  );
