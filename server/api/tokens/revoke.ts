import { z } from 'zod';
import { revokeToken } from '../../auth/index.ts';
import { nothing } from '../inputs.ts';
import { procedure } from '../procedure.ts';

export const revoke = procedure.admin
  .input(z.object({ id: z.uuid() }))
  .output(nothing)
  .mutation(async ({ ctx, input }) => {
    ctx.says(`Revoke the API token ${input.id}.`);
    const name = await revokeToken(ctx.app.deps.db, input.id);
    ctx.says(`Revoke the API token ${name}.`);
    return {};
  });
