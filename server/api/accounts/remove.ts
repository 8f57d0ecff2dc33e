import { z } from 'zod';
import { removeAccount } from '../../auth/index.ts';
import { nothing } from '../inputs.ts';
import { procedure } from '../procedure.ts';

export const remove = procedure.admin
  .input(z.object({ name: z.string().max(200) }))
  .output(nothing)
  .mutation(async ({ ctx, input }) => {
    ctx.says(`Remove the account ${input.name.slice(0, 60)}.`);
    await removeAccount(ctx.app.deps.db, input.name);
    return {};
  });
