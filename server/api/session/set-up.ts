import { z } from 'zod';
import * as auth from '../../auth/index.ts';
import { nothing } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/** Makes the first administrator, by the one-time token of the server's log. */
export const setUp = procedure.public
  .input(z.object({ token: z.string().max(200), name: z.string().max(200), password: z.string().max(1000) }))
  .output(nothing)
  .mutation(async ({ ctx, input }) => {
    ctx.says(`Make the first administrator, ${input.name.slice(0, 60)}.`);
    await auth.setUp(ctx.app.deps.db, ctx.app.config.stateFolder, input);
    return {};
  });
