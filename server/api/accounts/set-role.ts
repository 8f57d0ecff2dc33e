import { z } from 'zod';
import * as auth from '../../auth/index.ts';
import { roleSchema } from '../../contract/access.ts';
import { nothing } from '../inputs.ts';
import { procedure } from '../procedure.ts';

export const setRole = procedure.admin
  .input(z.object({ name: z.string().max(200), role: roleSchema }))
  .output(nothing)
  .mutation(async ({ ctx, input }) => {
    ctx.says(`Give ${input.name.slice(0, 60)} the role ${input.role}.`);
    await auth.setRole(ctx.app.deps.db, input.name, input.role);
    return {};
  });
