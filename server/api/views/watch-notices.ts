import { setTimeout } from 'node:timers/promises';
import { type Actor, isStillSignedIn } from '../../auth/index.ts';
import type { Notices } from '../../contract/notices.ts';
import { fail } from '../../errors/error.ts';
import type { App } from '../app.ts';
import { noticesWithoutDocker, restartsOf } from './notices.ts';

const lookEveryMs = 500;
/** Docker is asked less often, and at once when a job began or ended. */
const askDockerEveryMs = 5000;

/**
 * Notices now and again at each change.
 * @throws `access.not-signed-in` when the session has ended meanwhile; the notice that says why comes first
 */
export async function* watchNotices(app: App, actor: Actor, signal: AbortSignal): AsyncGenerator<Notices> {
  let shown = '';
  let running = '';
  let restarts: Notices['restarts'] = [];
  let askedAt = 0;
  let ended = false;
  while (!signal.aborted) {
    const own = await noticesWithoutDocker(app);
    const now = JSON.stringify(own.running);
    if (now !== running || Date.now() - askedAt >= askDockerEveryMs) {
      restarts = await restartsOf(app);
      askedAt = Date.now();
      running = now;
    }
    const notices = { restarts, ...own };
    const text = JSON.stringify(notices);
    if (text !== shown) yield notices;
    shown = text;
    // One look longer: the notice that says why a session ended may be written just after its end.
    if (ended) throw fail('access.not-signed-in');
    ended = !(await isStillSignedIn(app.deps.db, actor));
    await setTimeout(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
}
