import { z } from 'zod';
import { installationViewSchema } from '../../contract/installations.ts';
import { procedure } from '../procedure.ts';
import { allInstallations } from '../views/installation.ts';

export const list = procedure.viewer
  .output(
    z.array(installationViewSchema.pick({ project: true, profile: true, title: true, version: true, state: true })),
  )
  .query(({ ctx }) => allInstallations(ctx.app.deps));
