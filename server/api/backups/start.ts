import { z } from 'zod';
import { backupArgsSchema } from '../../engine/backup/index.ts';
import { ask } from '../ask.ts';
import { idempotencyKeySchema, jobStarted, projectSchema } from '../inputs.ts';
import { procedure } from '../procedure.ts';
import { projectOf } from '../views/installation.ts';

/** Backs up now: on the last archive's layers, or with `full` on none. */
export const start = procedure.operator
  .input(
    z
      .object({
        project: projectSchema.optional(),
        note: z.string().max(2000).optional(),
        full: z.boolean().optional(),
        strategy: backupArgsSchema.shape.strategy,
        idempotencyKey: idempotencyKeySchema.optional(),
      })
      .prefault({}),
  )
  .output(jobStarted)
  .mutation(async ({ ctx, input: { project, note = '', full = false, strategy, idempotencyKey } }) => {
    ctx.says(`Back up ${project ?? 'the installation'}.`);
    const named = await projectOf(ctx.app, project);
    const trigger = ctx.actor.via === 'token' ? 'api' : 'manual';
    return ask(ctx.app, ctx.actor, {
      kind: 'backup',
      project: named,
      args: { project: named, note, trigger, full, ...(strategy ? { strategy } : {}) },
      subject: `Back up ${named}`,
      ...(idempotencyKey ? { idempotencyKey } : {}),
    });
  });
