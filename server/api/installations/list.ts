import { z } from 'zod';
import { listInstallations } from '../../installation/index.ts';
import { installationViewSchema } from '../contract.ts';
import { procedure } from '../procedure.ts';

export const list = procedure.viewer
  .output(
    z.array(installationViewSchema.pick({ project: true, profile: true, title: true, version: true, state: true })),
  )
  .query(({ ctx }) => listInstallations(ctx.app.deps.docker));
