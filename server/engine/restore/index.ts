/**
 * Brings an archive back as one step: everything is staged and compared beside the live data while the installation
 * runs, then one PostgreSQL transaction decides between old and new.
 */

import type { Plan } from '../../api/contract.ts';
import type { ArchiveId } from '../../archive/ids.ts';
import type { JobContext, JobHandler } from '../../jobs/contract.ts';
import type { EngineDeps } from '../dependencies.ts';

export {
  type CleanupArgs,
  cleanupArgsSchema,
  type RestoreArgs,
  type RestoreArgsInput,
  restoreArgsSchema,
} from './args.ts';

/** What a restore needs of its neighbours: given in, so that engines don't know each other. */
export type RestoreHooks = {
  /** Takes the safety backup: a pinned archive with trigger `safety`. */
  backup(
    args: { project: string; note: string; trigger: 'safety' },
    context: Pick<JobContext, 'signal' | 'progress'>,
  ): Promise<{ archiveId: ArchiveId }>;
};

/** What restoring this archive would do, and whether it may. Changes nothing. */
export async function planRestore(_deps: EngineDeps, _input: { id: string; project?: string }): Promise<Plan> {
  throw new Error('not built yet');
}

export function restoreHandler(_deps: EngineDeps, _hooks: RestoreHooks): JobHandler {
  throw new Error('not built yet');
}

/** Removes the side that a restore kept, gently. */
export function cleanupHandler(_deps: EngineDeps): JobHandler {
  throw new Error('not built yet');
}
