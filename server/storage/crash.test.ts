import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ArchiveId, newArchiveId } from '../archive/ids.ts';
import { layerName, layersOf } from '../archive/layout.ts';
import { sha256 } from '../archive/sample.ts';
import { type Disk, realDisk } from './disk.ts';
import { openStore } from './index.ts';
import { makeArchive } from './make-archive.ts';
import type { Store } from './types.ts';

/**
 * Random lives of a store: archives are sealed and deleted, and at any act on the disk the process may die. After
 * each death the store is opened anew and swept, as at a start.
 */
type Act =
  | { kind: 'seal'; contents: string[]; dieAt: number | null }
  /** Goes on from one that is there, or was; `deletes` picks one that is deleted while it is being made. */
  | { kind: 'increment'; on: number; contents: string[]; deletes: number | null; dieAt: number | null }
  | { kind: 'delete'; pick: number; dieAt: number | null };

const dieAt = fc.option(fc.integer({ min: 0, max: 30 }), { nil: null });
const content = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('seal' as const),
    contents: fc.uniqueArray(content, { minLength: 1, maxLength: 3 }),
    dieAt,
  }),
  fc.record({
    kind: fc.constant('increment' as const),
    on: fc.nat(9),
    contents: fc.uniqueArray(content, { minLength: 0, maxLength: 2 }),
    deletes: fc.option(fc.nat(9)),
    dieAt,
  }),
  fc.record({ kind: fc.constant('delete' as const), pick: fc.nat(9), dieAt }),
);

test('whatever is sealed, deleted and killed: every archive is whole or gone, and no layer is left that nobody names', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
      const folder = await mkdtemp(join(tmpdir(), 'holdfast-crash-'));
      try {
        await live(folder, acts);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('a seal that dies at any single act leaves the whole archive or none', async () => {
  const outcomes = new Set<boolean>();
  for (let at = 0; ; at += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-crash-'));
    const id = newArchiveId(new Date());
    const finished = await died(async () =>
      makeArchive(await openStore(folder, mortal(at)), { id, contents: ['a', 'b'] }),
    );
    const store = await openStore(folder);
    await store.sweep(new Set());
    await expectSound(store);
    outcomes.add(await store.has(id));
    await rm(folder, { recursive: true, force: true });
    if (finished) break;
  }
  expect(outcomes).toEqual(new Set([false, true]));
});

async function live(folder: string, acts: readonly Act[]): Promise<void> {
  const expected = new Map<ArchiveId, string[]>();
  const pick = (index: number) => [...expected.keys()][index % Math.max(expected.size, 1)];
  let store = await openStore(folder);
  for (const one of acts) {
    const mortalStore = await openStore(folder, mortal(one.dieAt));
    const made = newArchiveId(new Date());
    const carryOut = { seal, increment, delete: remove }[one.kind] as (act: Act) => Promise<void>;
    const finished = await died(() => carryOut(one));
    if (!finished) {
      store = await openStore(folder);
      await store.sweep(new Set());
    }
    for (const id of expected.keys()) if (!(await store.has(id))) expected.delete(id);
    await expectSound(store);
    expect((await store.list()).archives.map((archive) => archive.id).sort()).toEqual([...expected.keys()].sort());

    async function seal(act: Act & { kind: 'seal' }): Promise<void> {
      expected.set(made, act.contents);
      await makeArchive(mortalStore, { id: made, contents: act.contents });
      expect(await store.has(made)).toBe(true);
    }
    async function increment(act: Act & { kind: 'increment' }): Promise<void> {
      const on = pick(act.on);
      if (on === undefined) return;
      const deleted = act.deletes === null ? undefined : pick(act.deletes);
      const contents = expected.get(on) ?? [];
      const fresh = act.contents.filter((text) => !contents.includes(text));
      expected.set(made, [...contents, ...fresh]);
      const meanwhile = async () => void (deleted && (await mortalStore.delete(deleted)));
      await makeArchive(mortalStore, { id: made, contents: fresh, base: { id: on, contents, meanwhile } });
      expect(await store.has(made)).toBe(true);
    }
    async function remove(act: Act & { kind: 'delete' }): Promise<void> {
      const id = pick(act.pick);
      if (id === undefined) return;
      await mortalStore.delete(id);
      expect(await store.has(id)).toBe(false);
    }
  }
}

/** Every archive reads back with its layers' very bytes; every layer is named; nothing half lies about. */
async function expectSound(store: Store): Promise<void> {
  const { archives, broken } = await store.list();
  expect(broken).toEqual([]);
  const named = new Set<string>();
  for (const archive of archives) {
    for (const layer of layersOf(archive.manifest)) {
      named.add(layerName(layer.kind, layer.sha256));
      expect(sha256(await readFile(store.layerPath(layer)))).toBe(layer.sha256);
    }
  }
  expect((await readdir(store.layersFolder)).sort()).toEqual([...named].sort());
  expect(await readdir(join(store.folder, 'incoming'))).toEqual(['uploads']);
  expect(await readdir(join(store.folder, 'trash'))).toEqual([]);
}

class Death extends Error {}

/** A disk whose process dies at the act of this number; a removal dies half-way. */
function mortal(at: number | null): Disk {
  let acts = 0;
  const die = () => at !== null && acts++ >= at;
  const guarded =
    <Args extends unknown[]>(act: (...args: Args) => Promise<void>) =>
    async (...args: Args) => {
      if (die()) throw new Death();
      await act(...args);
    };
  return {
    makeFolder: realDisk.makeFolder,
    write: guarded(realDisk.write),
    link: guarded(realDisk.link),
    unlink: guarded(realDisk.unlink),
    rename: guarded(realDisk.rename),
    sync: guarded(realDisk.sync),
    remove: async (path) => {
      if (die()) {
        const [first] = await readdir(path).catch(() => []);
        if (first !== undefined) await realDisk.remove(join(path, first));
        throw new Death();
      }
      await realDisk.remove(path);
    },
  };
}

/** @returns whether the work came to its end */
async function died(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Death) return false;
    throw error;
  }
}
