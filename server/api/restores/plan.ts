import { z } from 'zod';
import { partsSchema, planSchema } from '../../contract/restores.ts';
import { planRestore } from '../../engine/restore/index.ts';
import { archiveInput, projectSchema } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/**
 * What restoring this archive would do, and whether it may. Changes nothing. `noStart` judges a restore that leaves the services
 * stopped: an archive of a newer product is allowed then, with the steps that put its images in place. `safetyBackup` false judges one
 * that takes no backup first: it is shorter and needs less space, and may be refused where that backup is the only way back.
 */
export const plan = procedure.viewer
  .input(
    archiveInput.extend({
      project: projectSchema.optional(),
      noStart: z.boolean().default(false),
      only: partsSchema.optional(),
      safetyBackup: z.boolean().default(true),
    }),
  )
  .output(planSchema)
  .query(({ ctx, input: { project, ...choices } }) =>
    planRestore(ctx.app.deps, { ...choices, ...(project ? { project } : {}) }),
  );
