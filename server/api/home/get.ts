import { maybeProject } from '../inputs.ts';
import { procedure } from '../procedure.ts';
import { homeView } from '../views/home.ts';
import { homeSchema } from '../views/home-schema.ts';

/** The answer to "can I get it back?", in one go. */
export const get = procedure.viewer
  .input(maybeProject)
  .output(homeSchema)
  .query(({ ctx, input }) => homeView(ctx.app, input?.project));
