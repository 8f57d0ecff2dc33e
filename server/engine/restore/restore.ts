import type { JobOutcome } from '../../jobs/contract.ts';
import type { EngineDeps } from '../dependencies.ts';
import { ensureServer } from './live/server.ts';
import { type Look, look } from './look/look.ts';
import { refuseWhatMayNot } from './look/refuse.ts';
import { prepare } from './prepare.ts';
import { prepareAndSwap } from './prepare-and-swap.ts';
import type { RestoreRun } from './run.ts';
import { backUpFirst, type RestoreHooks } from './safety-backup.ts';
import { stageNames } from './stages.ts';

/** Brings an archive back. @throws what kept it from starting; then the installation was not touched and nothing of it is left */
export async function restore(deps: EngineDeps, hooks: RestoreHooks, run: RestoreRun): Promise<JobOutcome> {
  return prepareAndSwap(deps, run, async () => {
    const looked = await lookFirst(deps, run);
    // A backup needs it too; one that does not start ends this before anything is there to be cleared away.
    if (looked.manifest.databases.length > 0 || run.args.safetyBackup)
      await ensureServer(deps, looked.installation.server, run);
    const safetyBackup = await backUpFirst(hooks, run, `Before restoring ${run.args.id}`);
    return prepare(deps, run, looked, safetyBackup);
  });
}

async function lookFirst(deps: EngineDeps, run: RestoreRun): Promise<Look> {
  const { args, job, folder, progress } = run;
  progress.stage(stageNames.look, 'the archive and the installation');
  const looked = await look(deps, { ...args, job, folder });
  for (const { level, text } of looked.findings) progress.log('look', text, level === 'pass' ? 'info' : 'warn');
  refuseWhatMayNot(looked, args);
  return looked;
}
