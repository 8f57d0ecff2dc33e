import { getRestore } from '../../store/index.ts';
import { ask } from '../ask.ts';
import { idempotencyKeySchema, jobInput, jobStarted } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/** Removes the old side that a restore kept. */
export const clearKept = procedure.admin
  .input(jobInput.extend({ idempotencyKey: idempotencyKeySchema.optional() }))
  .output(jobStarted)
  .mutation(async ({ ctx, input: { jobId, ...key } }) => {
    ctx.says(`Clear what restore ${jobId} kept of the old side.`);
    const { project } = await getRestore(ctx.app.deps.db, jobId);
    const subject = `Clear what restore ${jobId} kept`;
    return ask(ctx.app, ctx.actor, { kind: 'cleanup', project, args: { jobId, project }, subject, ...key });
  });
