import { setTimeout as sleep } from 'node:timers/promises';

/** Does something until it works, for a bounded time. @throws what it threw last, when the time is over */
export async function persistently<T>(work: () => Promise<T>, forMs: number, everyMs = 500): Promise<T> {
  const until = Date.now() + forMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() >= until) throw error;
      await sleep(everyMs);
    }
  }
}
