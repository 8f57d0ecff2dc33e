import { z } from 'zod';
import { type ArchiveId, archiveIdSchema, type JobId } from '../../archive/ids.ts';
import { sweepHelpers } from '../../docker/index.ts';
import { fail, reportOf } from '../../errors/error.ts';
import type { JobContext, JobHandler, StageSpec } from '../../jobs/contract.ts';
import { closeJournal, journalOf, recordArchive, setArchivePinned } from '../../store/index.ts';
import { sealedArchive } from '../catalogue.ts';
import type { EngineDeps } from '../dependencies.ts';
import { backupArgsSchema } from './args.ts';
import { closeIfReleased, releaseHeld } from './hold.ts';
import { type BackupRun, runBackup } from './run.ts';

const stages: readonly StageSpec[] = [
  { name: 'Preflight', cancel: 'Nothing has been copied and no service has been held.' },
  { name: 'Pre-copy', cancel: 'What was copied so far is removed and no archive is made. No service has been held.' },
  { name: 'Settle', cancel: 'What was copied so far is removed and no archive is made. No service is held.' },
  { name: 'Freeze', cancel: 'All services run again first; then what was copied is removed and no archive is made.' },
  { name: 'Dump', cancel: 'What was copied is removed and no archive is made. All services run.' },
  { name: 'Judge and seal', cancel: null, locked: 'The archive is being sealed; it is there in a moment.' },
];

/** Handler of the job kind "backup". A test may have less patience than the 60 s that services get to come to rest. */
export function backupHandler(deps: EngineDeps, { settleLimitMs }: Pick<BackupRun, 'settleLimitMs'> = {}): JobHandler {
  return {
    kind: 'backup',
    stages,
    async run({ job, signal, progress }: JobContext) {
      const args = backupArgsSchema.parse(job.args);
      try {
        const { archiveId } = await backUp(
          deps,
          { args, job: job.id, journal: job.id, signal, progress, settleLimitMs },
          job.createdBy,
        );
        return { result: { archiveId } };
      } finally {
        await closeIfReleased(deps.db, job.id);
      }
    },
    recover: ({ job, progress }) => recover(deps, job.id, job.createdBy, progress),
  };
}

/** Takes a backup and enters it in the catalogue; a safety backup is pinned, so that nothing tidies it away. */
export async function backUp(deps: EngineDeps, run: BackupRun, createdBy: string) {
  const { archiveId } = await runBackup(deps, run);
  await catalogue(deps, archiveId, createdBy);
  if (run.args.trigger === 'safety') await setArchivePinned(deps.db, archiveId, true);
  return { archiveId };
}

async function catalogue(deps: EngineDeps, id: ArchiveId, createdBy: string): Promise<void> {
  await recordArchive(deps.db, await sealedArchive(deps, await deps.store.read(id)), createdBy);
}

const sealSchema = z.object({ archiveId: archiveIdSchema });

/** After a crash: the services run again first; then the archive is either there, sealed, or nothing of it is. */
async function recover(
  deps: EngineDeps,
  job: JobId,
  createdBy: string,
  progress: JobContext['progress'],
): ReturnType<JobHandler['recover']> {
  const resumed = await releaseHeld(deps, job);
  if (resumed.length > 0) progress.log('recovery', `${resumed.length} services were held and run again`, 'warn');
  await sweepHelpers(deps, { job });
  const sealed = (await journalOf(deps.db, job)).findLast(({ step }) => step === 'seal');
  const archiveId = sealed && sealSchema.parse(sealed.data).archiveId;
  if (archiveId && (await deps.store.has(archiveId))) {
    await catalogue(deps, archiveId, createdBy);
    await closeJournal(deps.db, job);
    return { state: 'succeeded', outcome: { result: { archiveId } } };
  }
  await deps.store.discard(job);
  await closeJournal(deps.db, job);
  return { state: 'failed', error: reportOf(fail('backup.interrupted')) };
}
