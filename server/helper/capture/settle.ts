import { setTimeout as pause } from 'node:timers/promises';
import { nowNs } from '../clock.ts';
import type { Handler } from '../context.ts';
import { changedSince } from '../process/find.ts';
import { noHalf } from './half.ts';

/**
 * Waits for the folders to come to rest. Asks for ctimes instead of watching: inotify needs a watch a folder and sees no
 * write through a mapping. Looking back `quietMs` means that folders at rest are known as such by the first look.
 */
export const settle: Handler<'capture.settle'> = async ({ roots, quietMs, limitMs }, { signal }) => {
  const started = Date.now();
  for (;;) {
    const lookedAt = Date.now();
    const looks = await Promise.all(roots.map((root) => latestWrite(root, quietMs, signal)));
    const busy = roots.filter((_root, index) => looks[index] !== null);
    if (busy.length === 0) return { settled: true, busy };
    const latest = Math.max(...looks.map((look) => look ?? 0));
    const left = started + limitMs - Date.now();
    if (left <= 0) return { settled: false, busy };
    // Until the latest write is `quietMs` ago, but looking takes a quarter of the time at most.
    const until = Math.max(latest + quietMs - Date.now(), (Date.now() - lookedAt) * 3, 20);
    await pause(Math.min(until, left), undefined, { signal });
  }
};

/** When the latest write of the last `quietMs` was, in ms since the epoch; null when there was none. */
async function latestWrite(root: string, quietMs: number, signal: AbortSignal): Promise<number | null> {
  const recent = await changedSince(root, nowNs() - BigInt(quietMs) * 1_000_000n, noHalf, signal);
  let latest: number | null = null;
  for (let index = 0; index < recent.count; index += 1) {
    latest = Math.max(latest ?? 0, Number(recent.entry(index).ctimeNs / 1_000_000n));
  }
  return latest;
}
