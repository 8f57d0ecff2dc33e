import { z } from 'zod';
import { tickStep } from '../../store/index.ts';
import { jobInput, nothing } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/** Ticks a step of a restore's status message, or takes the tick back. */
export const tick = procedure.operator
  .input(jobInput.extend({ stepId: z.string().max(200), done: z.boolean() }))
  .output(nothing)
  .mutation(async ({ ctx, input: { jobId, stepId, done } }) => {
    ctx.says(`${done ? 'Tick' : 'Untick'} the step ${stepId} of restore ${jobId}.`);
    await tickStep(ctx.app.deps.db, jobId, stepId, done);
    return {};
  });
