import { installationViewSchema } from '../../contract/installations.ts';
import { askDatabases } from '../../engine/ask-databases.ts';
import { maybeProject } from '../inputs.ts';
import { procedure } from '../procedure.ts';
import { findInstallation, installationView } from '../views/installation.ts';

export const get = procedure.viewer
  .input(maybeProject)
  .output(installationViewSchema)
  .query(async ({ ctx: { app }, input }) => {
    const { installation, unasked } = await askDatabases(app.deps, await findInstallation(app, input?.project));
    return installationView(installation, unasked);
  });
