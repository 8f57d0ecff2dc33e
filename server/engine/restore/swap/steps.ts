import { HoldfastError, reportOf } from '../../../errors/error.ts';
import { Gate, startedAtATime } from '../../../helper/process/gate.ts';
import { together } from '../../backup/together.ts';
import type { Intent, SwapService, SwapVolume } from './intent.ts';
import { type Picture, pictureOf } from './pictures.ts';
import type { Entry, SwapWorld } from './world.ts';

/** The single steps of a swap. Each looks first, so that it can be done again from wherever a crash left it. */

/** Stops the services in the reverse of their start order, then whatever else runs on the swapped volumes. */
export async function stopServices(world: SwapWorld, intent: Intent): Promise<void> {
  for (const service of intent.services.toReversed()) await world.stop(service);
  await stopStragglers(world);
}

/** Restart policies, boot units and people start things meanwhile; behind the fence nothing new can come. */
export async function stopStragglers(world: SwapWorld): Promise<void> {
  for (const container of await world.runningOn()) await world.stop(container);
}

/** Closes the live databases and moves the live folders aside: from here on nobody can start a mixed pair. */
export async function fence(world: SwapWorld, intent: Intent): Promise<void> {
  for (const { oldOid } of intent.databases) if (oldOid !== null) await world.closeDatabase(oldOid);
  await fenceVolumes(world, intent);
}

export async function fenceVolumes(world: SwapWorld, intent: Intent): Promise<void> {
  await renameAll(world, intent, 'before', 'data', 'kept');
}

/** Puts the new folders where containers look for them. */
export async function place(world: SwapWorld, intent: Intent): Promise<void> {
  await renameAll(world, intent, 'fenced', 'staged', 'data');
}

/** Puts the old folders back and opens the old databases. */
export async function unfence(world: SwapWorld, intent: Intent): Promise<void> {
  await renameAll(world, intent, 'fenced', 'kept', 'data');
  for (const { oldOid } of intent.databases) if (oldOid !== null) await world.openDatabase(oldOid);
}

type Starter = Pick<SwapWorld, 'start' | 'awaitHealth' | 'note'>;
type Started = Pick<Intent, 'services'>;

export type StartFailure = { service: string; why: string };

/** Starts every service that ran, begun in order. One that Docker can't start does not keep the others from starting. */
export async function startServices(world: Starter, { services }: Started): Promise<StartFailure[]> {
  const gate = new Gate(startedAtATime);
  const failures = await together(
    services.map((service) => gate.through(() => failureOf(world, service, world.start(service)))),
  );
  return failures.flat();
}

/** Waits for all services together: as long as the slowest takes. @returns the failures, those of the start included */
export async function awaitServices(
  world: Starter,
  { services }: Started,
  failures: readonly StartFailure[],
): Promise<StartFailure[]> {
  const started = services.filter(({ service }) => failures.every((failure) => failure.service !== service));
  const unwell = await Promise.all(started.map((service) => failureOf(world, service, world.awaitHealth(service))));
  return [...failures, ...unwell.flat()];
}

async function failureOf(world: Starter, { service }: SwapService, work: Promise<void>): Promise<StartFailure[]> {
  try {
    await work;
    return [];
  } catch (error) {
    // Without Docker nothing is known of any service: whoever concludes asks again when it is back.
    if (!(error instanceof HoldfastError) || error.code === 'docker.unreachable') throw error;
    const why = reportOf(error).title;
    world.note(`${service}: ${why}`, 'warn');
    return [{ service, why }];
  }
}

/** Side by side, and done with all of them before a failure is thrown: nobody renames behind the back of what follows. */
async function renameAll(world: SwapWorld, intent: Intent, where: Picture, from: Entry, to: Entry): Promise<void> {
  const looks = await lookAtAll(world, intent);
  await together(looks.filter(({ picture }) => picture === where).map(({ volume }) => world.rename(volume, from, to)));
}

export type VolumeLook = { volume: SwapVolume; picture: Picture };

export async function lookAtAll(world: SwapWorld, intent: Intent): Promise<VolumeLook[]> {
  return together(
    intent.volumes.map(async (volume) => ({ volume, picture: pictureOf(volume, await world.look(volume)) })),
  );
}
