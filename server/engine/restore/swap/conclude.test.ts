import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conclude } from './conclude.ts';
import type { Intent } from './intent.ts';
import { swap } from './swap.ts';
import { Crash, type Model, modelOf, newOid, oldOid, startIn, worldOf } from './testing/modelled-world.ts';

const mounts = { broker: ['certs', 'data'], manager: ['services'], workbench: ['certs', 'services', 'flows'] };
const never = { diesAt: Number.POSITIVE_INFINITY, afterEffect: false, meanwhile: () => {} };
const quietly = async () => {};

/** No container may ever hold folders of both sides, nor folders of another side than the database that it can reach. */
function watchForMixtures(model: Model): void {
  model.watch = (what) => {
    for (const [name, { holds }] of Object.entries(model.containers)) {
      if (!holds) continue;
      const sides = new Set(Object.values(holds).map((inode) => inode.slice(0, 3)));
      if (sides.size > 1) throw new Error(`after "${what}" ${name} holds ${JSON.stringify(holds)}`);
      const [side] = sides;
      const database = model.live === oldOid ? 'old' : 'new';
      if (side !== database)
        throw new Error(`after "${what}" ${name} runs on ${side} files with the ${database} database`);
    }
  };
}

function expectWhole(model: Model, intent: Intent): 'old' | 'new' {
  const side = model.live === newOid ? 'new' : 'old';
  for (const volume of intent.volumes) {
    const expected =
      side === 'new'
        ? { data: volume.newInode, staged: null, kept: volume.oldInode }
        : { data: volume.oldInode, staged: null, kept: null };
    expect(model.volumes[volume.name]).toEqual(expected);
  }
  for (const { holds, mounts } of Object.values(model.containers)) {
    expect(holds).toEqual(Object.fromEntries(mounts.map((name) => [name, `${side} ${name}`])));
  }
  expect(model.closed.has(side === 'new' ? newOid : oldOid)).toBe(false);
  if (side === 'old') expect(model.stagedDatabase).toBe(false);
  return side;
}

async function callsOfASwap(): Promise<number> {
  const { model, intent } = modelOf(mounts);
  const world = worldOf(model, intent, never);
  await swap(world, intent, quietly);
  return world.calls;
}

/** Runs a swap that dies, then recoveries that die, then one that lives. */
async function livedThrough(
  fates: { diesAt: number; afterEffect: boolean }[],
  starts: number[],
): Promise<'old' | 'new'> {
  const { model, intent } = modelOf(mounts);
  watchForMixtures(model);
  const names = Object.keys(mounts);
  let turn = 0;
  const meanwhile = () => {
    const choice = starts[turn % Math.max(1, starts.length)] ?? 0;
    turn += 1;
    const name = names[choice - 1];
    if (name) startIn(model, name);
  };
  const [first, ...later] = fates;
  await untilItDies(() => swap(worldOf(model, intent, { ...never, ...first, meanwhile }), intent, quietly));
  for (const fate of later) await untilItDies(() => conclude(worldOf(model, intent, { ...fate, meanwhile }), intent));
  const { side } = await conclude(worldOf(model, intent, { ...never, meanwhile }), intent);
  expect(expectWhole(model, intent)).toBe(side);
  return side;
}

async function untilItDies(work: () => Promise<unknown>): Promise<void> {
  await work().catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
}

describe('a swap', () => {
  it('ends wholly new with its services running', async () => {
    const { model, intent } = modelOf(mounts);
    watchForMixtures(model);
    expect(await swap(worldOf(model, intent, never), intent, quietly)).toEqual([]);
    expect(expectWhole(model, intent)).toBe('new');
  });

  it('leaves the services stopped when it was asked to', async () => {
    const { model, intent } = modelOf(mounts);
    const stages: string[] = [];
    await swap(worldOf(model, intent, never), { ...intent, noStart: true }, async (stage) => void stages.push(stage));
    // What took no time must not stand among the times by which the next start is judged.
    expect(stages).not.toContain('Start');
    expect(Object.values(model.containers).every(({ holds }) => holds === null)).toBe(true);
  });

  it('ends wholly old or wholly new when it is killed at any step, before or after its effect', async () => {
    const calls = await callsOfASwap();
    const sides = new Set<string>();
    for (let diesAt = 1; diesAt <= calls; diesAt += 1) {
      for (const afterEffect of [false, true]) sides.add(await livedThrough([{ diesAt, afterEffect }], []));
    }
    expect(sides).toEqual(new Set(['old', 'new']));
  });

  it('never mixes, however often recovery is killed too and whoever starts services meanwhile', async () => {
    const fate = fc.record({ diesAt: fc.integer({ min: 1, max: 60 }), afterEffect: fc.boolean() });
    const starts = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { minLength: 1, maxLength: 5 }), starts, async (fates, picks) => {
        await livedThrough(fates, picks);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('recovery', () => {
  it('does the same again when it is called twice', async () => {
    const { model, intent } = modelOf(mounts);
    await untilItDies(() => swap(worldOf(model, intent, { ...never, diesAt: 12 }), intent, quietly));
    const first = await conclude(worldOf(model, intent, never), intent);
    const second = await conclude(worldOf(model, intent, never), intent);
    expect(second.side).toBe(first.side);
    expectWhole(model, intent);
  });

  it('leaves running services alone when nothing was fenced yet', async () => {
    const { model, intent } = modelOf(mounts);
    const stopped: string[] = [];
    const world = worldOf(model, intent, never);
    const stop = world.stop;
    world.stop = async (container) => {
      stopped.push(container.name);
      await stop(container);
    };
    expect(await conclude(world, intent)).toEqual({ side: 'old', failures: [] });
    expect(stopped).toEqual([]);
  });

  it('touches nothing when the live database is neither the old nor the new one', async () => {
    const { model, intent } = modelOf(mounts);
    model.live = 999;
    const before = structuredClone(model.volumes);
    await expect(conclude(worldOf(model, intent, never), intent)).rejects.toMatchObject({ code: 'restore.undecided' });
    expect(model.volumes).toEqual(before);
  });

  it('touches nothing when a folder is none of the intended ones', async () => {
    const { model, intent } = modelOf(mounts);
    const certs = model.volumes.certs;
    if (certs) certs.data = 'somebody else’s';
    await expect(conclude(worldOf(model, intent, never), intent)).rejects.toMatchObject({ code: 'restore.undecided' });
    expect(model.closed.size).toBe(0);
  });
});
