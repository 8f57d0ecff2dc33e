import { z } from 'zod';
import { installationViewSchema } from '../../contract/installations.ts';
import { listInstallations } from '../../installation/index.ts';
import { projectsWithPlace } from '../../store/index.ts';
import { procedure } from '../procedure.ts';

export const list = procedure.viewer
  .output(
    z.array(installationViewSchema.pick({ project: true, profile: true, title: true, version: true, state: true })),
  )
  .query(async ({ ctx: { app } }) => listInstallations(app.deps.docker, await projectsWithPlace(app.deps.db)));
