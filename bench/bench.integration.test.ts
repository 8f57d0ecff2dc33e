import { afterAll, beforeAll, expect, test } from 'vitest';
import { scaleNamed } from './scale.ts';
import { backup } from './suites/backup.ts';
import { freeze } from './suites/freeze.ts';
import { second } from './suites/second.ts';
import { torn } from './suites/torn.ts';
import { openWorld, type World } from './world.ts';

/* A few rounds at the smallest scale, so that the long runs can be trusted to run. How much they measure is not judged. */

let world: World;
beforeAll(async () => {
  world = await openWorld(scaleNamed('tiny'));
});
afterAll(() => world?.[Symbol.asyncDispose]());

const some = expect.any(Number);

test('a round of the freeze has figures of both sides', async () => {
  expect(await freeze.measure(world, 0)).toMatchObject({
    holdfast: { ms: some, freezeMs: some, bytes: some, guaranteed: some, appGrowth: some, appPeak: some },
    'pause-everything': { ms: some, bytes: some },
  });
});

test('a round of first backups has figures of all sides', async () => {
  const figures = await backup.measure(world, 0);
  for (const side of ['holdfast', 'restic', 'borg', 'script', 'pause-everything'])
    expect(figures[side]).toMatchObject({ ms: some, bytes: some });
});

test('in a round of second backups each side builds on its first', async () => {
  const figures = await second.measure(world, 0);
  for (const side of ['holdfast', 'restic', 'borg']) {
    const again = figures[`${side} again`];
    expect(again).toMatchObject({ ms: some, bytes: some, rewritten: some });
    expect(again?.bytes).toBeLessThan((figures[side]?.bytes ?? 0) / 2);
  }
});

// Not tried again when it fails: an archive that is guaranteed and torn is one too many. On a busy host services hardly
// come to rest, and each backup waits a minute for it.
const patient = { retry: 0, timeout: 400_000 };
test.each([0, 1])('no archive that is guaranteed holds half of an operation: round %i', patient, async (round) => {
  const { script, 'script while paused': paused, holdfast } = await torn.measure(world, round);
  for (const side of [script, paused]) expect(side).toMatchObject({ ms: some, torn: some });
  expect(holdfast).toMatchObject({ guaranteed: some, attempts: some, freezeMs: some, torn: some });
  expect(holdfast?.guaranteed === 1 && (holdfast.torn === 1 || holdfast.rehearsedTorn === 1)).toBe(false);
});
