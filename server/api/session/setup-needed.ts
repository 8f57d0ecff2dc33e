import { z } from 'zod';
import { anyAccount } from '../../auth/index.ts';
import { procedure } from '../procedure.ts';

export const setupNeeded = procedure.public
  .output(z.object({ needed: z.boolean() }))
  .query(async ({ ctx }) => ({ needed: !(await anyAccount(ctx.app.deps.db)) }));
