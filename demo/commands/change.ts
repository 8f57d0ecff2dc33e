import { setTimeout as sleep } from 'node:timers/promises';
import type { Arguments } from '../main.ts';
import { say } from '../say.ts';
import { runningDemo } from './demo-stack.ts';
import { countOf, perMinute } from './quantities.ts';

/**
 * Installs and removes services at a rate until it is interrupted, or `--count` times. Each is files in volumes and rows
 * in the database with a gap between; several may be under way at once. Removes what it installed when the count is full.
 */
export async function change({ options }: Arguments): Promise<void> {
  const rate = perMinute(options.rate ?? '30/min');
  const count = options.count === undefined ? Number.POSITIVE_INFINITY : countOf(options.count);
  const { api } = await runningDemo();
  const installed: string[] = [];
  const underWay = new Set<Promise<void>>();
  let failures = 0;
  const begin = (what: string, work: Promise<void>) => {
    const done = work
      .then(() => say(`${new Date().toISOString()} ${what}`))
      .catch((error: Error) => {
        failures++;
        say(`${new Date().toISOString()} ${what}: ${error.message}`);
      })
      .finally(() => underWay.delete(done));
    underWay.add(done);
  };
  const remove = (id: string) => begin(`removed ${id}`, api.call('DELETE', `/api/services/${id}`));
  for (let round = 0; round < count; round++) {
    const oldest = installed.length >= 5 ? installed.shift() : undefined;
    if (oldest) remove(oldest);
    else {
      const id = `change${Date.now().toString(36)}${round}`;
      begin(
        `installed ${id}`,
        api.call('POST', '/api/services', { id }).then(() => void installed.push(id)),
      );
    }
    await sleep(60_000 / rate);
  }
  await Promise.all(underWay);
  for (const id of installed) remove(id);
  await Promise.all(underWay);
  if (failures > 0) throw new Error(`${failures} changes failed.`);
}
