import { z } from 'zod';
import { createAccount } from '../../auth/index.ts';
import { roleSchema } from '../../contract/access.ts';
import { nothing } from '../inputs.ts';
import { procedure } from '../procedure.ts';

export const create = procedure.admin
  .input(z.object({ name: z.string().max(200), role: roleSchema, password: z.string().max(1000) }))
  .output(nothing)
  .mutation(async ({ ctx, input }) => {
    ctx.says(`Make the account ${input.name.slice(0, 60)} with the role ${input.role}.`);
    await createAccount(ctx.app.deps.db, input);
    return {};
  });
