import { installationViewSchema } from '../../contract/installations.ts';
import { maybeProject } from '../inputs.ts';
import { procedure } from '../procedure.ts';
import { findInstallation, installationView } from '../views/installation.ts';

export const get = procedure.viewer
  .input(maybeProject)
  .output(installationViewSchema)
  .query(async ({ ctx, input }) => installationView(await findInstallation(ctx.app, input?.project)));
