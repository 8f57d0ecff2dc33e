import { z } from 'zod';
import { jobIdSchema } from '../../archive/ids.ts';
import { watchJob } from '../../jobs/index.ts';
import { procedure } from '../procedure.ts';

/** The job now and again at each change, until it has ended. */
export const watch = procedure.viewer.input(z.object({ id: jobIdSchema })).subscription(async function* ({
  ctx,
  input,
  signal,
}) {
  yield* watchJob(ctx.app.deps.db, input.id, signal ?? new AbortController().signal);
});
