import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StackLayer } from './protocol.ts';
import { describedTree } from './testing/described-tree.ts';
import { HelperProcess } from './testing/helper-process.ts';
import { RandomTree, randomFrom } from './testing/random-tree.ts';

const limits = { limitBytes: 1e9, limitEntries: 100_000 };

/** Changes the tree until it is told to stop, as writers do while a volume is copied. */
function keepChanging(tree: RandomTree): { stop(): Promise<void> } {
  let go = true;
  const done = (async () => {
    while (go) {
      tree.change();
      await turn();
    }
  })();
  return {
    stop: () => {
      go = false;
      return done;
    },
  };
}

const ns = () => (BigInt(Date.now()) * 1_000_000n).toString();

async function round(seed: number, place: string): Promise<void> {
  const random = randomFrom(seed);
  const root = join(place, 'volume');
  const into = join(place, 'staging');
  const decoy = join(place, 'decoy');
  for (const folder of [root, into, decoy]) mkdirSync(folder, { mode: 0o755 });
  chmodSync(root, random(2) === 0 ? 0o2770 : 0o755);
  const tree = new RandomTree(root, decoy, seed);
  for (let count = random(400); count > 0; count -= 1) tree.change();

  await using helper = new HelperProcess();
  const writer = random(4) === 0 ? null : keepChanging(tree);
  const copied = await helper.order('capture.precopy', { volume: 'v', root, layer: join(place, 'full') });
  await helper.order('capture.sync', { roots: [root] });
  for (let count = random(30); count > 0; count -= 1) tree.change();
  await writer?.stop();

  const frozenAt = ns();
  const frozen = describedTree(root);
  if (random(5) === 0) {
    await helper.order('capture.delta', {
      volume: 'v',
      root,
      layer: join(place, 'first'),
      deletes: join(place, 'first-deletes'),
    });
    expect((await helper.order('capture.moved', { volume: 'v', root, sinceNs: frozenAt })).moved.count).toBe(0);
  }
  const delta = await helper.order('capture.delta', {
    volume: 'v',
    root,
    layer: join(place, 'delta'),
    deletes: join(place, 'deletes'),
  });
  const { moved } = await helper.order('capture.moved', { volume: 'v', root, sinceNs: frozenAt });
  expect(moved, 'moved inside the freeze').toEqual({ count: 0, names: [] });
  const thawNs = ns();
  for (let count = random(60); count > 0; count -= 1) tree.change();
  const confirmed = await helper.order('capture.confirm', {
    volume: 'v',
    root,
    thawNs,
    fingerprint: join(place, 'fingerprint'),
  });
  expect(confirmed.missed, 'missed by the delta').toEqual({ count: 0, names: [] });

  const layers: StackLayer[] = [
    { tar: copied.layer, deletes: null },
    { tar: delta.layer, deletes: delta.deletes },
  ];
  const stack = { layers, fingerprint: join(place, 'fingerprint'), ...limits };
  expect((await helper.order('stack.check', stack)).problems).toEqual([]);
  const extracted = await helper.order('extract.stack', { root: into, ...stack });
  expect(extracted.differences).toEqual({ count: 0, names: [] });
  expect(extracted.entries).toBe(confirmed.files);
  expect(describedTree(into)).toEqual(frozen);
  expect(
    (await helper.order('tree.compare', { root: into, fingerprint: join(place, 'fingerprint') })).differences.count,
  ).toBe(0);
}

it('brings random trees back exactly, though writers changed them while they were copied', {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const place = mkdtempSync(join(tmpdir(), 'holdfast-round-'));
      try {
        await round(seed, place);
      } finally {
        rmSync(place, { recursive: true, force: true });
      }
    }),
    { numRuns: Number(process.env.HOLDFAST_ROUNDS ?? 25), endOnFailure: true, includeErrorInReport: true },
  );
});
