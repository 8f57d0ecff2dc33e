import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '../demo/world.ts';

/**
 * Installs services one after another, never two at once, with a pause of 1 to 5 s between the beginnings, and removes
 * the older ones, until it is disposed of. What is random follows from the seed, the gap inside an installation aside.
 */
export function serviceChanges(stack: Stack, seed: number): AsyncDisposable & { underWay(): Promise<void> } {
  let going = true;
  let begun: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const installed: string[] = [];
  const remove = (id: string) => stack.call('DELETE', `/api/services/${id}`, {});
  const working = (async () => {
    for (let count = 0; going; count += 1) {
      const from = performance.now();
      begun();
      const id = `round${seed}n${count}`;
      await stack.call('POST', '/api/services', { id });
      installed.push(id);
      const oldest = installed.length > 2 ? installed.shift() : undefined;
      if (oldest) await remove(oldest);
      await sleep(Math.max(0, 1000 + waitOf(seed, count) - (performance.now() - from)));
    }
    for (const id of installed) await remove(id);
  })();
  return {
    underWay: () => Promise.race([first, working]),
    [Symbol.asyncDispose]: () => {
      going = false;
      return working;
    },
  };
}

/** 0 to 4,000 ms that follow from the seed. */
function waitOf(seed: number, count: number): number {
  return (Math.imul(seed * 1009 + count + 1, 0x9e3779b1) >>> 0) % 4001;
}
