import { fail } from '../../../errors/error.ts';
import type { Intent } from './intent.ts';
import { fits, type Side, sideOf } from './pictures.ts';
import {
  awaitServices,
  fenceVolumes,
  lookAtAll,
  place,
  type StartFailure,
  startServices,
  stopServices,
  unfence,
} from './steps.ts';
import type { SwapWorld } from './world.ts';

export type Conclusion = { side: Side; failures: StartFailure[] };

/**
 * Ends a swap that broke off, whoever died: asks the installation which side holds, then finishes or rolls back.
 * May die and be called again.
 * @throws `restore.undecided` when the picture is none that a swap can leave: nothing was touched then.
 */
export async function conclude(world: SwapWorld, intent: Intent): Promise<Conclusion> {
  await world.takeOver();
  const side = await decide(world, intent);
  world.note(side === 'new' ? 'The new side holds: finishing the restore.' : 'The old side holds: rolling back.');
  const failures = side === 'new' ? await finish(world, intent) : await rollBack(world, intent);
  return { side, failures };
}

async function decide(world: SwapWorld, intent: Intent): Promise<Side> {
  if (intent.databases.length === 0) return sideWithoutDatabase(world, intent);
  const databases = [];
  for (const database of intent.databases)
    databases.push({ ...database, name: database.live, live: await world.liveOid(database) });
  const side = sideOf(databases);
  if (side === null) {
    const found = databases.map(({ name, live }) => `${name} is ${live === null ? 'missing' : `object ${live}`}`);
    throw fail('restore.undecided', { job: intent.job, found: found.join(', ') });
  }
  return refuseMisfits(world, intent, side);
}

/** Nothing in the installation decides then: our own journal does. */
async function sideWithoutDatabase(world: SwapWorld, intent: Intent): Promise<Side> {
  return refuseMisfits(world, intent, (await world.hasCommitted()) ? 'new' : 'old');
}

async function refuseMisfits(world: SwapWorld, intent: Intent, side: Side): Promise<Side> {
  const wrong = (await lookAtAll(world, intent)).filter(({ picture }) => !fits(side, picture));
  if (wrong.length > 0) {
    const found = wrong.map(
      ({ volume, picture }) => `volume ${volume.name} is ${picture} while the ${side} side holds`,
    );
    throw fail('restore.undecided', { job: intent.job, found: found.join(', ') });
  }
  return side;
}

async function finish(world: SwapWorld, intent: Intent): Promise<StartFailure[]> {
  await fenceVolumes(world, intent);
  await stopServices(world, intent);
  await place(world, intent);
  return intent.noStart ? [] : bringUp(world, intent);
}

/** Whatever was started on an unfenced volume meanwhile runs on old data: it is stopped only where a fence stands, or where files are put back. */
async function rollBack(world: SwapWorld, intent: Intent): Promise<StartFailure[]> {
  const looks = await lookAtAll(world, intent);
  const replaced = await world.hasReplaced();
  if (replaced || looks.some(({ picture }) => picture === 'fenced')) await stopServices(world, intent);
  if (replaced) await world.putBack();
  await unfence(world, intent);
  const failures = await bringUp(world, intent);
  await world.clearStaging();
  return failures;
}

async function bringUp(world: SwapWorld, intent: Intent): Promise<StartFailure[]> {
  return awaitServices(world, intent, await startServices(world, intent));
}
