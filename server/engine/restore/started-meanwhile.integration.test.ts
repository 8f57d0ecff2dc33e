import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JobId } from '../../archive/ids.ts';
import { type RestoreWorld, restoreWorld } from './testing/world.ts';

let world: RestoreWorld;
beforeAll(async () => {
  world = await restoreWorld(`meanwhile-test-${process.pid}`);
});
afterAll(() => world?.[Symbol.asyncDispose]());

async function containers() {
  const label = [`com.docker.compose.project=${world.stack.project}`];
  return world.deps.docker.listContainers({ all: true, filters: { label } });
}

/** What a restart policy, a boot unit or an impatient person does: starts every container of the stack, all the time. */
async function whileStarting<T>(work: () => Promise<T>): Promise<{ result: T; started: number; refused: Set<string> }> {
  let over = false;
  let started = 0;
  const refused = new Set<string>();
  const starting = async () => {
    while (!over) {
      for (const { Id } of await containers()) {
        await world.deps.docker
          .getContainer(Id)
          .start()
          .then(() => (started += 1))
          .catch((error: { statusCode?: number; message: string }) => {
            // 304: it runs.
            if (error.statusCode !== 304) refused.add(error.message);
          });
      }
    }
  };
  const starter = starting();
  try {
    return { result: await work(), started, refused };
  } finally {
    over = true;
    await starter;
  }
}

/** Containers that still hold a folder which is not the live one of their volume. */
async function staleMounts(): Promise<string[]> {
  const stale: string[] = [];
  for (const { Id, State } of await containers()) {
    if (State !== 'running') continue;
    const { Name, Mounts, State: state } = await world.deps.docker.getContainer(Id).inspect();
    for (const { Name: volume, Source, Destination } of Mounts.filter(({ Type }) => Type === 'volume')) {
      const seen = await stat(join(`/proc/${state.Pid}/root`, Destination)).catch(() => null);
      if (seen && seen.ino !== (await stat(Source)).ino) stale.push(`${Name} ${volume}`);
    }
  }
  return stale;
}

/** Those run on through a restore: they see the old certificates until they are restarted. */
const keptRunning = /(admin-web-app|connectware|ingress-controller|postgresql)_1 /;

it('starting the services all the time and restart policies never mix a pair, in a restore and in its undo', async () => {
  for (const { Id } of await containers())
    await world.deps.docker.getContainer(Id).update({ RestartPolicy: { Name: 'always' } });
  const before = await world.change();
  let job: JobId | undefined;
  const restored = await whileStarting(async () => {
    ({ job } = await world.restore());
  });
  await world.stack.healthy();
  expect(await world.state()).toEqual(world.archived);
  expect((await staleMounts()).filter((each) => !keptRunning.test(each))).toEqual([]);
  // It did try: some starts came through before the fence, or were refused behind it.
  expect(restored.started + restored.refused.size).toBeGreaterThan(0);

  const undone = await whileStarting(() => world.undo(job as JobId));
  await world.stack.healthy();
  expect(await world.state()).toEqual(before);
  expect((await staleMounts()).filter((each) => !keptRunning.test(each))).toEqual([]);
  expect(undone.started + undone.refused.size).toBeGreaterThan(0);
  expect(await world.notRunning()).toEqual([]);
});
