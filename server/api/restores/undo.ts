import { z } from 'zod';
import { fail } from '../../errors/error.ts';
import { getRestore } from '../../store/index.ts';
import { ask } from '../ask.ts';
import { idempotencyKeySchema, jobInput, jobStarted } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/** Takes back a restore, or an undo. The word typed for consent is the installation's name, as the undo's plan shows it. */
export const undo = procedure.admin
  .input(
    jobInput.extend({
      confirm: z.string().max(255),
      safetyBackup: z.boolean().default(true),
      noStart: z.boolean().default(false),
      idempotencyKey: idempotencyKeySchema.optional(),
    }),
  )
  .output(jobStarted)
  .mutation(async ({ ctx, input: { jobId, confirm, idempotencyKey, ...choices } }) => {
    ctx.says(`Undo restore ${jobId}.`);
    const { project, archiveId, kept } = await getRestore(ctx.app.deps.db, jobId);
    if (kept === null) throw fail('restore.nothing-kept', { job: jobId });
    if (confirm !== project) throw fail('api.not-confirmed', { word: project });
    return ask(ctx.app, ctx.actor, {
      kind: 'undo',
      project,
      args: { jobId, project, ...choices },
      subject: `Undo restore ${jobId} of ${project}`,
      archiveId,
      ...(idempotencyKey ? { idempotencyKey } : {}),
    });
  });
