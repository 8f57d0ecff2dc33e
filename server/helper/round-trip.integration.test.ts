import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CaptureBase, StackLayer } from './protocol.ts';
import { describedTree } from './testing/described-tree.ts';
import { HelperProcess } from './testing/helper-process.ts';
import { MappedWriter } from './testing/mapped-writer.ts';
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

type Capture = { helper: HelperProcess; place: string; root: string; tree: RandomTree; mapped: MappedWriter | null };

/** What a backup leaves for the next one and for a restore. */
type Captured = { layers: StackLayer[]; base: CaptureBase; files: number; frozen: unknown };

/** One backup's capture with writers before, during and after it. */
async function capture(
  { helper, place, root, tree, mapped }: Capture,
  random: (below: number) => number,
  before: Captured | null,
): Promise<Captured> {
  const at = (name: string) => join(place, `${before?.layers.length ?? 0}-${name}`);
  const writer = random(4) === 0 ? null : keepChanging(tree);
  const copied = await helper.order('capture.precopy', {
    volume: 'v',
    root,
    layer: at('copy'),
    deletes: at('copy-deletes'),
    base: before?.base ?? null,
  });
  expect(copied.full === null).toBe(before !== null);
  const { tpNs } = await helper.order('capture.sync', { roots: [root] });
  // What stands ready was started before the last changes. An earlier try's is ended, and without it all works too.
  const ready = random(4);
  for (let count = Math.min(ready, 2); count > 0; count -= 1) {
    await helper.order('capture.ready', { volume: 'v', tar: at(`ready-${count}`) });
  }
  for (let count = random(30); count > 0; count -= 1) tree.change();
  await writer?.stop();
  await mapped?.hold();

  const frozenAt = ns();
  const frozen = describedTree(root);
  const look = { volume: 'v', root, sinceNs: frozenAt, seenToo: false };
  if (random(5) === 0) {
    await helper.order('capture.delta', { volume: 'v', root, tar: at('first') });
    expect((await helper.order('capture.moved', look)).moved.count).toBe(0);
  }
  await helper.order('capture.delta', { volume: 'v', root, tar: at('tar') });
  const { moved } = await helper.order('capture.moved', look);
  expect(moved, 'moved inside the freeze').toEqual({ count: 0, names: [] });
  const thawNs = ns();
  mapped?.release();
  for (let count = random(60); count > 0; count -= 1) tree.change();
  const confirmed = await helper.order('capture.confirm', {
    volume: 'v',
    root,
    thawNs,
    fingerprint: at('fingerprint'),
    layer: at('delta'),
    deletes: at('delta-deletes'),
  });
  expect(confirmed.missed, 'missed by the delta').toEqual({ count: 0, names: [] });
  const added = [copied, confirmed.delta].map(({ layer, deletes }) => ({ tar: layer, deletes }));
  return {
    layers: [...(before?.layers ?? []), ...added.filter(({ tar, deletes }) => tar !== null || deletes !== null)],
    base: { fingerprint: confirmed.fingerprint, cleanNs: tpNs, identity: copied.identity },
    files: confirmed.files,
    frozen,
  };
}

/** What a restore makes of it is what stood there in the freeze. */
async function expectBack({ helper, place }: Capture, { layers, base, files, frozen }: Captured): Promise<void> {
  const fingerprint = base.fingerprint.path;
  const stack = { layers, fingerprint, ...limits };
  expect((await helper.order('stack.check', stack)).problems).toEqual([]);
  for (const own of [false, true]) {
    const into = join(place, `staging-${layers.length}-${own}`);
    mkdirSync(into, { mode: 0o755 });
    const extracted = await helper.order('extract.stack', { root: into, ...stack, own });
    expect(extracted.differences).toEqual({ count: 0, names: [] });
    expect(extracted.entries).toBe(files);
    expect(describedTree(into)).toEqual(frozen);
    expect((await helper.order('tree.compare', { root: into, fingerprint })).differences.count).toBe(0);
  }
}

async function round(seed: number, place: string): Promise<void> {
  const random = randomFrom(seed);
  const root = join(place, 'volume');
  const decoy = join(place, 'decoy');
  for (const folder of [root, decoy]) mkdirSync(folder, { mode: 0o755 });
  chmodSync(root, random(2) === 0 ? 0o2770 : 0o755);
  const tree = new RandomTree(root, decoy, seed);
  for (let count = random(400); count > 0; count -= 1) tree.change();
  using mapped = random(2) === 0 ? await MappedWriter.start(join(root, 'mapped')) : null;

  let captured: Captured | null = null;
  for (let generations = 1 + random(4); generations > 0; generations -= 1) {
    // Each backup has a helper of its own: what it goes on from comes from the archive alone.
    await using helper = new HelperProcess();
    const given = { helper, place, root, tree, mapped };
    captured = await capture(given, random, captured);
    if (generations === 1 || random(3) === 0) await expectBack(given, captured);
    for (let count = random(40); count > 0; count -= 1) tree.change();
    // What it wrote since the thaw to pages that were dirty then has moved no time stamp, and now nothing more will.
    if (random(2) === 0) await mapped?.hold();
  }
}

it('brings random trees back exactly from several backups’ layers, though writers changed them all the time', {
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
