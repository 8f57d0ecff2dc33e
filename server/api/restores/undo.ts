import { fail } from '../../errors/error.ts';
import { getRestore } from '../../store/index.ts';
import { idempotencyKeySchema, jobInput, jobStarted } from '../inputs.ts';
import { procedure } from '../procedure.ts';
import { keptInWords } from '../views/kept.ts';

/** Not built yet: refused with what is kept, so that somebody can put it back by hand or clear it. */
export const undo = procedure.admin
  .input(jobInput.extend({ idempotencyKey: idempotencyKeySchema.optional() }))
  .output(jobStarted)
  .mutation(async ({ ctx, input: { jobId } }) => {
    ctx.says(`Undo restore ${jobId}.`);
    const restore = await getRestore(ctx.app.deps.db, jobId);
    throw fail('api.not-yet', { what: `Undo (${keptInWords(restore.report.kept)})` });
  });
