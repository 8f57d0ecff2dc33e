import type { Intent } from './intent.ts';
import {
  awaitServices,
  fence,
  place,
  type StartFailure,
  startServices,
  stopServices,
  stopStragglers,
} from './steps.ts';
import type { SwapWorld } from './world.ts';

export type SwapStage = 'Stop' | 'Fence' | 'Replace' | 'Commit' | 'Place' | 'Start' | 'Check';

/** Told at the beginning of each step, so that jobs and journal can say where a swap stands. */
export type SwapListener = (stage: SwapStage) => Promise<void>;

/**
 * From the running old side to the running new one. `commit` alone decides: before it everything can go back, after it
 * everything goes on. On any error call `conclude`: it asks the installation which of the two it is.
 */
export async function swap(world: SwapWorld, intent: Intent, begin: SwapListener): Promise<StartFailure[]> {
  await begin('Stop');
  await stopServices(world, intent);
  await begin('Fence');
  await fence(world, intent);
  await stopStragglers(world);
  if (intent.inPlace.length > 0) {
    await begin('Replace');
    await world.replaceInPlace();
    await stopStragglers(world);
  }
  await begin('Commit');
  await world.commit();
  await begin('Place');
  await stopStragglers(world);
  await place(world, intent);
  if (intent.noStart) {
    await begin('Check');
    return [];
  }
  await begin('Start');
  const failures = await startServices(world, intent);
  await begin('Check');
  return awaitServices(world, intent, failures);
}
