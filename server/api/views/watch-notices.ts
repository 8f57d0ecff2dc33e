import { setTimeout } from 'node:timers/promises';
import { type Actor, isStillSignedIn } from '../../auth/index.ts';
import { fail } from '../../errors/error.ts';
import type { App } from '../app.ts';
import type { Notices } from '../contract.ts';
import { noticesOf } from './notices.ts';

/** Docker is asked at each look, so not too often. */
const lookEveryMs = 1000;

/**
 * Notices now and again at each change.
 * @throws `access.not-signed-in` when the session has ended meanwhile; the notice that says why comes first
 */
export async function* watchNotices(app: App, actor: Actor, signal: AbortSignal): AsyncGenerator<Notices> {
  let shown = '';
  while (!signal.aborted) {
    const notices = await noticesOf(app);
    const text = JSON.stringify(notices);
    if (text !== shown) yield notices;
    shown = text;
    if (!(await isStillSignedIn(app.deps.db, actor))) throw fail('access.not-signed-in');
    await setTimeout(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
}
