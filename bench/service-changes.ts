import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '../demo/world.ts';
import { randomFrom } from '../server/helper/testing/random-tree.ts';

/** Services are being installed, until it is disposed of: then they are removed again. */
export type ServiceChanges = AsyncDisposable & {
  /** Waits until the first installation has begun. */
  underWay(): Promise<void>;
  /** How many were installed so far. */
  installed(): number;
};

/**
 * Installs services one after another, never two at once, 1 to 5 s from the beginning of one to that of the next. Each is
 * an operation of two halves, files and rows, in either order and with up to 2 s between them. All of it follows from
 * the seed.
 */
export function serviceChanges(stack: Stack, seed: number): ServiceChanges {
  const random = randomFrom(seed);
  const stop = new AbortController();
  const installed: string[] = [];
  const first = Promise.withResolvers<void>();
  const working = (async () => {
    while (!stop.signal.aborted) {
      const next = sleep(1000 + random(4001), undefined, { signal: stop.signal }).catch(() => undefined);
      const id = `round${seed}n${installed.length}`;
      const order = random(2) === 0 ? 'files-first' : 'rows-first';
      installed.push(id);
      first.resolve();
      await untilAnswered(stack, 'POST', '/api/services', { id, order, gapMs: random(2001) }, isThere);
      await next;
    }
    for (const id of installed) await untilAnswered(stack, 'DELETE', `/api/services/${id}`, { gapMs: 0 }, isGone);
  })();
  return {
    underWay: () => Promise.race([first.promise, working]),
    installed: () => installed.length,
    [Symbol.asyncDispose]: () => {
      stop.abort();
      return working;
    },
  };
}

/** What the product says when an operation that failed before had done its work all the same. */
const isThere = / 409 /;
const isGone = / 404 /;

/** A service that stands still just then may fail the operation: whoever runs it tries again until it is done. */
async function untilAnswered(stack: Stack, method: string, route: string, body: object, done: RegExp): Promise<void> {
  for (;;) {
    try {
      await stack.call(method, route, body);
      return;
    } catch (error) {
      if (done.test(String(error))) return;
      console.error(`tried again: ${error}`);
      await sleep(500);
    }
  }
}
