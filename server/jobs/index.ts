/**
 * One life cycle for all long work, kept in SQLite: queued, running, ended. Pages and the runner are bundled apart and
 * meet in the database only.
 */

export { cancelJob } from './cancel.ts';
export * from './contract.ts';
export { enqueue } from './enqueue.ts';
export type { Handlers } from './handlers.ts';
export { recoverAtStart } from './recover.ts';
export { type Runner, startRunner } from './runner.ts';
export { jobView, jobViews } from './view.ts';
export { watchJob } from './watch.ts';
