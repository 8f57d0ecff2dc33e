import { HoldfastError, reportOf } from '../../../errors/error.ts';
import type { Intent, SwapService } from './intent.ts';
import { type Picture, pictureOf } from './pictures.ts';
import type { SwapWorld } from './world.ts';

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
  for (const { volume, picture } of await lookAtAll(world, intent)) {
    if (picture === 'before') await world.rename(volume, 'data', 'kept');
  }
}

/** Puts the new folders where containers look for them. */
export async function place(world: SwapWorld, intent: Intent): Promise<void> {
  for (const { volume, picture } of await lookAtAll(world, intent)) {
    if (picture === 'fenced') await world.rename(volume, 'staged', 'data');
  }
}

/** Puts the old folders back and opens the old databases. */
export async function unfence(world: SwapWorld, intent: Intent): Promise<void> {
  for (const { volume, picture } of await lookAtAll(world, intent)) {
    if (picture === 'fenced') await world.rename(volume, 'kept', 'data');
  }
  for (const { oldOid } of intent.databases) if (oldOid !== null) await world.openDatabase(oldOid);
}

export type StartFailure = { service: string; why: string };

/** Starts every service that ran, in order. One that Docker can't start does not keep the others from starting. */
export async function startServices(world: SwapWorld, intent: Intent): Promise<StartFailure[]> {
  const failures: StartFailure[] = [];
  for (const service of intent.services) failures.push(...(await failureOf(world, service, world.start(service))));
  return failures;
}

/** Waits for all services together: as long as the slowest takes. @returns the failures, those of the start included */
export async function awaitServices(
  world: SwapWorld,
  intent: Intent,
  failures: readonly StartFailure[],
): Promise<StartFailure[]> {
  const started = intent.services.filter(({ service }) => failures.every((failure) => failure.service !== service));
  const unwell = await Promise.all(started.map((service) => failureOf(world, service, world.awaitHealth(service))));
  return [...failures, ...unwell.flat()];
}

async function failureOf(world: SwapWorld, { service }: SwapService, work: Promise<void>): Promise<StartFailure[]> {
  try {
    await work;
    return [];
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    const why = reportOf(error).title;
    world.note(`${service}: ${why}`, 'warn');
    return [{ service, why }];
  }
}

export async function lookAtAll(world: SwapWorld, intent: Intent) {
  const looks: { volume: Intent['volumes'][number]; picture: Picture }[] = [];
  for (const volume of intent.volumes) looks.push({ volume, picture: pictureOf(volume, await world.look(volume)) });
  return looks;
}
