import type { JobId } from '../../../archive/ids.ts';
import { endSessionsBefore } from '../../../auth/sessions.ts';
import type { Step } from '../../../contract/documents.ts';
import type { RestoreReport } from '../../../contract/restores.ts';
import { type ErrorReport, messageOf } from '../../../errors/error.ts';
import type { JobOutcome, Progress } from '../../../jobs/contract.ts';
import { addSessionNotice, closeJournal, saveRestore, setArchiveProof } from '../../../store/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { installationOf } from '../../installation-of.ts';
import { restartList, swapOf } from '../../restart/list.ts';
import { clearKept, clearOlderKept, type Kept } from '../kept.ts';
import { stageNames } from '../stages.ts';
import type { Intent } from '../swap/intent.ts';
import type { StartFailure } from '../swap/steps.ts';
import type { ReportSeed } from './seed.ts';
import { statusMessage } from './status-message.ts';

export type Ending = {
  job: JobId;
  intent: Intent;
  seed: ReportSeed;
  /** ISO 8601. */
  committedAt: string;
  failures: readonly StartFailure[];
  /** From the first stop to the last start, ms; null when a crash lay between. */
  downtimeMs: number | null;
  progress: Progress;
};

/**
 * Ends a restore whose new side holds: sessions, report, kept side, restart list. Recovery calls it too; called again
 * it comes to the same.
 */
export async function finishNew(deps: EngineDeps, ending: Ending): Promise<JobOutcome> {
  const { job, intent, seed, committedAt } = ending;
  const installation = await installationOf(deps, intent.project);
  // Files alone change nobody's users and rights.
  const ours = intent.databases.length > 0 ? await resetSessions(deps, ending) : 0;
  const swap = { after: swapOf(intent), committedAt };
  const restartRequired = restartList(installation, swap).map(({ service, reason }) => ({ service, reason }));
  const keptUntil = new Date(Date.parse(committedAt) + deps.undoDays * 86_400_000).toISOString();
  // What was replaced in place has no kept side: half of a pair is nothing to go back to.
  const undoUntil = intent.inPlace.length > 0 ? null : keptUntil;
  const report = reportOfNew(ending, { restartRequired, ours, undoUntil });
  const kept: Kept = {
    intent,
    liveVersion: seed.liveVersion,
    serverMajor: seed.serverMajor,
    bytes: seed.keptBytes,
    rowMarks: seed.rowMarks,
  };
  await saveRestore(deps.db, {
    jobId: job,
    project: intent.project,
    archiveId: seed.archive,
    committedAt,
    undoUntil: report.undoUntil,
    report,
    kept,
    services: installation.members.map(({ service, name, startedAt }) => ({ service, container: name, startedAt })),
  });
  if (!intent.undoes && intent.only === null) await setArchiveProof(deps.db, seed.archive, 'restored', deps.clock());
  await closeJournal(deps.db, job);
  await deps.store.discard(job);
  await endOlder(deps, ending);
  return { result: report, side: 'new' };
}

/** Ends our browser sessions and tells every open page. @returns how many ended */
async function resetSessions(deps: EngineDeps, { job, intent, seed, committedAt }: Ending): Promise<number> {
  const ours = await endSessionsBefore(deps.db, new Date(committedAt));
  await addSessionNotice(deps.db, {
    project: intent.project,
    jobId: job,
    at: committedAt,
    message:
      seed.sessionMessage ??
      `${intent.project} was ${intent.undoes ? 'taken back to before a restore' : 'restored'}: sign in again.`,
  });
  return ours;
}

type After = Pick<RestoreReport, 'restartRequired'> & { ours: number; undoUntil: string | null };

function reportOfNew(ending: Ending, { restartRequired, ours, undoUntil }: After): RestoreReport {
  const { job, intent, seed, committedAt, failures, downtimeMs } = ending;
  const steps = [...failures.map(failureStep), ...seed.steps];
  return {
    jobId: job,
    state: 'succeeded',
    side: 'new',
    undoes: intent.undoes,
    only: intent.only,
    statusMessage: statusMessage({
      project: intent.project,
      undoes: intent.undoes,
      archiveCreatedAt: seed.archiveCreatedAt,
      archiveVersion: seed.archiveVersion,
      partial: intent.only !== null,
      volumes: intent.volumes.length + intent.inPlace.length,
      databases: intent.databases.map(({ live }) => live),
      safetyBackup: seed.safetyBackup,
      undoUntil,
      failures,
      noStart: intent.noStart,
      sessionsEnded: seed.sessionsEnded,
      warnings: seed.warnings,
      steps,
    }),
    steps,
    restartRequired,
    sessionsReset: { installation: seed.sessionsEnded, ours },
    undoUntil,
    archiveId: seed.archive,
    safetyBackup: seed.safetyBackup,
    committedAt,
    downtimeMs,
    checked: seed.checked,
    warnings: seed.warnings,
    kept:
      undoUntil === null
        ? null
        : {
            bytes: seed.keptBytes,
            volumes: intent.volumes.map(({ name }) => name),
            databases: intent.databases.filter(({ oldOid }) => oldOid !== null).map(({ kept }) => kept),
          },
  };
}

function failureStep({ service, why }: StartFailure): Step {
  const text = `${service} did not come up after the restore (${why}) Look at its log, then restart it.`;
  return { id: `unwell-${service}`, text, commands: [`docker logs --tail 50 ${service}`], done: false };
}

/** The restore is done: an older kept side that can't be cleared now is said, not failed. */
async function endOlder(deps: EngineDeps, { job, intent, progress }: Ending): Promise<void> {
  try {
    progress.stage(stageNames.clear);
    if (intent.inPlace.length > 0) await clearKept(deps, job, { job, progress, signal: new AbortController().signal });
    await clearOlderKept(deps, intent.project, { job, progress, signal: new AbortController().signal });
  } catch (error) {
    progress.log('restore', `An older kept side could not be cleared: ${messageOf(error)}`, 'warn');
  }
}

/** Ends a restore that went back: the installation is as it was before. */
export async function finishOld(
  deps: EngineDeps,
  { job, intent, seed, failures, error }: Pick<Ending, 'job' | 'intent' | 'seed' | 'failures'> & { error: ErrorReport },
): Promise<JobOutcome> {
  const report: RestoreReport = {
    jobId: job,
    state: 'failed',
    side: 'old',
    undoes: intent.undoes,
    only: intent.only,
    statusMessage: [
      `${intent.project} is as it was before: the ${intent.undoes ? `undo of restore ${intent.undoes}` : `restore of ${seed.archive}`} was rolled back. ${error.title}`,
      ...failures.map(({ service, why }) => `${service} did not come up again: ${why}`),
    ].join('\n'),
    steps: failures.map(failureStep),
    restartRequired: [],
    sessionsReset: { installation: 0, ours: 0 },
    undoUntil: null,
    archiveId: seed.archive,
    safetyBackup: seed.safetyBackup,
    committedAt: null,
    downtimeMs: null,
    checked: seed.checked,
    warnings: seed.warnings,
    kept: null,
  };
  await saveRestore(deps.db, {
    jobId: job,
    project: intent.project,
    archiveId: seed.archive,
    committedAt: null,
    undoUntil: null,
    report,
    kept: null,
    services: [],
  });
  await closeJournal(deps.db, job);
  await deps.store.discard(job);
  return { result: report, state: 'failed', side: 'old', error };
}
