/**
 * Puts the app together once a process starts. In this order, since each step relies on the one before:
 *   1. the tables are brought up to date; without an account, the one-time token of the first administrator is shown
 *   2. what the journals say is held runs again: services come first
 *   3. jobs that were running are recovered: their handlers ask the installation what holds
 *   4. leftovers go: helpers, folders of dead jobs, abandoned uploads; the catalogue is made from the store
 *   5. the queue runs
 * Pages answer from 1 on. Docker may be away: then 2 and 3 are tried again by the runner, 4 as soon as it answers.
 */
import { openSetup } from '../auth/index.ts';
import { config } from '../config/index.ts';
import { log } from '../config/log.ts';
import { type EngineDeps, openDependencies } from '../engine/dependencies.ts';
import { recoverAtStart, startRunner } from '../jobs/index.ts';
import { migrate } from '../store/index.ts';
import { handlersOf } from './handlers.ts';
import { releaseAllHeld } from './release.ts';
import { keepTidy, rebuildFromStore, sweepOwnHelpers, sweepStore } from './tidy.ts';

let started: Promise<void> | undefined;

/** @returns when pages may be served; the rest goes on by itself */
export function start(): Promise<void> {
  started ??= begin();
  return started;
}

async function begin(): Promise<void> {
  const settings = config();
  const deps = await openDependencies(settings);
  await migrate(deps.db);
  await showSetupToken(deps, settings.stateFolder, settings.publicUrl);
  void runQueue(deps).catch((error) => log.fatal({ err: error }, 'the queue could not be started'));
}

async function runQueue(deps: EngineDeps): Promise<void> {
  const startedAt = deps.clock();
  const handlers = handlersOf(deps);
  const allReleased = await releaseAllHeld(deps);
  await recoverAtStart(deps.db, handlers, log);
  await sweepStore(deps);
  await rebuildFromStore(deps);
  startRunner(deps.db, handlers, { log });
  log.info({ version: deps.holdfast }, 'the queue runs');
  await Promise.all([sweepOwnHelpers(deps, { before: startedAt, keepWatchdogs: !allReleased }), keepTidy(deps)]);
}

async function showSetupToken(deps: EngineDeps, stateFolder: string, publicUrl: string): Promise<void> {
  const once = await openSetup(deps.db, stateFolder);
  if (once === null) return;
  log.warn(
    `There is no account yet. Open ${publicUrl} and make the first administrator with the one-time token ${once}`,
  );
}
