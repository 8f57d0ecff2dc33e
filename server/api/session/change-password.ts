import { z } from 'zod';
import * as auth from '../../auth/index.ts';
import { nothing } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/** Changes one's own password; one's other sessions end. */
export const changePassword = procedure.viewer
  .input(z.object({ current: z.string().max(1000), next: z.string().max(1000) }))
  .output(nothing)
  .mutation(async ({ ctx, input }) => {
    ctx.says('Change the own password.');
    await auth.changePassword(ctx.app.deps.db, ctx.actor.id, { ...input, keep: ctx.actor.sessionId });
    return {};
  });
