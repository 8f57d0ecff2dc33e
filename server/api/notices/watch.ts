import { procedure } from '../procedure.ts';
import { watchNotices } from '../views/watch-notices.ts';

/** What every open page shows, again at each change. Ends when the session behind it has ended. */
export const watch = procedure.viewer.subscription(async function* ({ ctx, signal }) {
  yield* watchNotices(ctx.app, ctx.actor, signal ?? new AbortController().signal);
});
