import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomFrom } from '../../server/helper/testing/random-tree.ts';
import { halvesOf, type Pair, pairOfArchive, pairOfScript } from '../pair.ts';
import { serviceChanges } from '../service-changes.ts';
import { backUpUnwatched, untilEnded } from '../sides/holdfast.ts';
import { takeByScript, whilePaused } from '../sides/script.ts';
import { type Figures, timed } from '../sides/side.ts';
import type { World } from '../world.ts';
import type { Suite } from './suite.ts';

/** Each so many archives one is rehearsed in full, which must find the same. */
const rehearsedEvery = 20;

/** The next backup goes on from the last archive. */
const keptArchives = 3;

/**
 * How many backups hold half of an operation, while services are installed one after another, each in two steps with up
 * to 2 s between them: by the plain script, by the script while everything is paused, and by Holdfast. All are taken under
 * that load, and looked into afterwards.
 */
export const torn: Suite = {
  name: 'torn',
  rounds: 200,
  async measure(world, round) {
    const taken = await underLoad(world, round, async () => ({
      script: await takeScript(world, 'script'),
      paused: await whilePaused(world, () => takeScript(world, 'paused')),
      holdfast: await takeArchive(world, 'connectware'),
    }));
    const figures = {
      script: await judged(world, taken.script),
      'script while paused': await judged(world, taken.paused),
      holdfast: await judged(world, taken.holdfast),
      load: taken.load,
    };
    const { id } = taken.holdfast;
    if (id && round % rehearsedEvery === 0) figures.holdfast.rehearsedTorn = await isTornInRehearsal(world, id);
    await forgetOldArchives(world);
    return figures;
  },
};

/** The same under the same load with the profile that fits any project and has no rule: it waits for much longer rests. */
export const tornWithoutRule: Suite = {
  name: 'torn-without-rule',
  rounds: 200,
  async measure(world, round) {
    const { holdfast, load } = await underLoad(world, round, async () => ({
      holdfast: await takeArchive(world, 'compose'),
    }));
    const figures = { holdfast: await judged(world, holdfast), load };
    await forgetOldArchives(world);
    return figures;
  },
};

/** A backup that was taken: null where it failed. */
type Taken = { figures: Figures; id?: string; pair: (() => Promise<Pair>) | null };

/** What was taken while services were being installed, and how many were. */
async function underLoad<T>(world: World, round: number, take: () => Promise<T>): Promise<T & { load: Figures }> {
  await using changes = serviceChanges(world.stack, round);
  await changes.underWay();
  // At any moment of an installation, not at its beginning.
  await sleep(randomFrom(round)(3000));
  const taken = await take();
  return { ...taken, load: { installed: changes.installed() } };
}

async function takeScript(world: World, name: string): Promise<Taken> {
  const folder = path.join(world.scratch, `torn-${name}`);
  await rm(folder, { recursive: true, force: true });
  const ms = await timed(() => takeByScript(world, folder));
  return { figures: { ms }, pair: () => pairOfScript(world, folder) };
}

/** A backup that fails is none that is guaranteed. */
async function takeArchive(world: World, profile: string): Promise<Taken> {
  const { stack, dashboard } = world;
  const settings = { project: stack.project, include: [], exclude: [], includeEnvironment: false };
  await dashboard.api.installations.configure.mutate({ ...settings, profile });
  try {
    const figures = await backUpUnwatched(world, { full: false });
    const [newest] = (await dashboard.api.archives.list.query({ project: stack.project })).rows;
    if (!newest) throw new Error('There is no archive.');
    return { figures, id: newest.id, pair: () => pairOfArchive(world, newest.id) };
  } catch (error) {
    console.error(`By the profile ${profile}: ${error}`);
    return { figures: { failed: 1, guaranteed: 0 }, pair: null };
  }
}

/** With `torn`: 1 when its files and its rows name other services than each other. */
async function judged(world: World, { figures, id, pair }: Taken): Promise<Figures> {
  if (pair === null) return figures;
  const halves = halvesOf(await pair());
  if (id && figures.guaranteed === 1 && halves.length > 0) await cryOut(world, id, halves);
  return { ...figures, torn: halves.length > 0 ? 1 : 0 };
}

/** A lie: kept for whoever looks into it, and the run ends with 1. */
async function cryOut(world: World, id: string, halves: readonly string[]): Promise<void> {
  await world.dashboard.api.archives.pin.mutate({ id, pinned: true });
  console.error(`\n!!! TORN: ${id} is guaranteed, but ${halves.join(', ')}.\n`);
  process.exitCode = 1;
}

/** Restores the archive into scratch containers, where the profile's rule is asked. */
async function isTornInRehearsal(world: World, id: string): Promise<number> {
  const { archives } = world.dashboard.api;
  await untilEnded(world, await archives.rehearse.mutate({ id }));
  const rehearsal = await archives.rehearsal.query({ id });
  return rehearsal?.report?.checked.agreement?.holds ? 0 : 1;
}

async function forgetOldArchives(world: World): Promise<void> {
  const { archives } = world.dashboard.api;
  const { rows } = await archives.list.query({ project: world.stack.project });
  for (const { id } of rows.slice(keptArchives).filter(({ pinned }) => !pinned))
    await untilEnded(world, await archives.delete.mutate({ id }));
}
