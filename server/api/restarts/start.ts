import { z } from 'zod';
import { ask } from '../ask.ts';
import { idempotencyKeySchema, jobStarted, projectSchema } from '../inputs.ts';
import { procedure } from '../procedure.ts';
import { projectOf } from '../views/installation.ts';

/** Restarts one service, or all on the restart list in order. */
export const start = procedure.admin
  .input(
    z
      .object({
        project: projectSchema.optional(),
        service: z.string().min(1).max(255).optional(),
        idempotencyKey: idempotencyKeySchema.optional(),
      })
      .prefault({}),
  )
  .output(jobStarted)
  .mutation(async ({ ctx, input: { project, service, ...key } }) => {
    const what = service ? `Restart ${service}` : 'Restart the services that still need it';
    ctx.says(`${what}.`);
    const named = await projectOf(ctx.app, project);
    return ask(ctx.app, ctx.actor, {
      kind: 'restart',
      project: named,
      args: { project: named, service: service ?? null },
      subject: `${what} in ${named}`,
      ...key,
    });
  });
