import { z } from 'zod';
import { restartStateSchema } from '../../contract/restores.ts';
import { restartStates } from '../../engine/restart/index.ts';
import { maybeProject } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/** Which services still run on what they read before the newest restore. */
export const state = procedure.viewer
  .input(maybeProject)
  .output(z.array(restartStateSchema))
  .query(({ ctx, input }) => restartStates(ctx.app.deps, input?.project));
