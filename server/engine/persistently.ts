import { setTimeout as sleep } from 'node:timers/promises';

type Patience = {
  forMs: number;
  everyMs: number;
  /** Which errors are worth another try; absent: each. */
  when?: (error: unknown) => boolean;
};

/** Does something until it works, for a bounded time. @throws what it threw last, when that is hopeless or the time is over */
export async function persistently<T>(work: () => Promise<T>, { forMs, everyMs, when }: Patience): Promise<T> {
  const until = Date.now() + forMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (when?.(error) === false || Date.now() >= until) throw error;
      await sleep(everyMs);
    }
  }
}
