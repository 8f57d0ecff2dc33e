import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A disk rests when it was at work for less than this part of a look. */
const idleShare = 0.05;

const lookMs = 2000;

const limitMs = 120_000;

/**
 * Waits until every disk rests, two minutes at most: a file system with `discard` tells the disk for a while what was
 * deleted, which would slow whoever is measured next.
 */
export async function untilDisksRest(): Promise<void> {
  const deadline = Date.now() + limitMs;
  for (let before = busyMs(); Date.now() < deadline; ) {
    await sleep(lookMs);
    const now = busyMs();
    const busiest = Math.max(0, ...[...now].map(([disk, ms]) => ms - (before.get(disk) ?? 0)));
    if (busiest < idleShare * lookMs) return;
    before = now;
  }
}

/** How long each disk has been at work since the machine started (the thirteenth field of /proc/diskstats), ms. */
function busyMs(): Map<string, number> {
  const lines = readFileSync('/proc/diskstats', 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const fields = line.trim().split(/\s+/);
      return [fields[2] ?? '', Number(fields[12])];
    }),
  );
}
