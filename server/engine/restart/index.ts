/**
 * Which services still run on what they read before the newest restore, and how to restart them in dependency order.
 * Nothing is remembered of it: the list follows from when each container started and when the restore committed.
 */
export type { RestartArgs } from './args.ts';
export { restartHandler } from './handler.ts';
export { restartStates } from './states.ts';
