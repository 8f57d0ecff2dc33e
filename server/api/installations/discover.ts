import { discoverySchema } from '../../contract/documents.ts';
import { askDatabases } from '../../engine/ask-databases.ts';
import { describeDiscovery } from '../../installation/index.ts';
import { maybeProject } from '../inputs.ts';
import { procedure } from '../procedure.ts';
import { findInstallation } from '../views/installation.ts';

/** What would be backed up of any compose project on the endpoint, and why. */
export const discover = procedure.viewer
  .input(maybeProject)
  .output(discoverySchema)
  .query(async ({ ctx: { app }, input }) => {
    const { installation, unasked } = await askDatabases(app.deps, await findInstallation(app, input?.project));
    return describeDiscovery(installation, unasked);
  });
