import { z } from 'zod';
import { createToken } from '../../auth/index.ts';
import { roleSchema } from '../../contract/access.ts';
import { procedure } from '../procedure.ts';

/** Answers the token: shown once, only its digest is kept. */
export const create = procedure.admin
  .input(
    z.object({
      name: z.string().max(200),
      role: roleSchema,
      expiresInDays: z.number().int().min(1).max(3650).optional(),
    }),
  )
  .output(z.object({ token: z.string() }))
  .mutation(async ({ ctx, input: { expiresInDays, ...token } }) => {
    ctx.says(`Make the API token ${token.name.slice(0, 60)} with the role ${token.role}.`);
    const expiry = expiresInDays === undefined ? {} : { expiresInDays };
    return { token: await createToken(ctx.app.deps.db, { ...token, ...expiry, createdBy: ctx.actor.name }) };
  });
