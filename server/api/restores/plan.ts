import { planSchema } from '../../contract/restores.ts';
import { planRestore } from '../../engine/restore/index.ts';
import { archiveInput, projectSchema } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/** What restoring this archive would do, and whether it may. Changes nothing. */
export const plan = procedure.viewer
  .input(archiveInput.extend({ project: projectSchema.optional() }))
  .output(planSchema)
  .query(({ ctx, input: { id, project } }) => planRestore(ctx.app.deps, { id, ...(project ? { project } : {}) }));
