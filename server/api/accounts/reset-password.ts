import { z } from 'zod';
import * as auth from '../../auth/index.ts';
import { procedure } from '../procedure.ts';

/** Takes the password away and answers a one-time sign-in, good for an hour. Shown once. */
export const resetPassword = procedure.admin
  .input(z.object({ name: z.string().max(200) }))
  .output(z.object({ token: z.string() }))
  .mutation(async ({ ctx, input }) => {
    ctx.says(`Reset the password of ${input.name.slice(0, 60)}.`);
    return { token: await auth.resetPassword(ctx.app.deps.db, input.name) };
  });
