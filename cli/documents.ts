import type { ArchiveDocument, JobDocument, RestoreResult } from '../server/contract/documents.ts';
import type { JobView } from '../server/contract/jobs.ts';

/** The documents of the command line, field by field: scripts rely on them, so what pages need beside them stays out. */

export function archiveDocument(archive: ArchiveDocument): ArchiveDocument {
  const { id, createdAt, project, version, verdict, reasons, freezeMs, durationMs, bytes } = archive;
  const { volumes, databases, pinned, note, proof } = archive;
  return {
    ...{ id, createdAt, project, version, verdict, reasons, freezeMs, durationMs, bytes },
    ...{ volumes, databases, pinned, note, proof },
  };
}

export function jobDocument({ id, kind, project, state, startedAt, finishedAt, error }: JobDocument): JobDocument {
  return { id, kind, project, state, startedAt, finishedAt, error };
}

/** `report` is absent for a restore that ended before there was one. */
export function restoreDocument(job: JobView, report: RestoreResult | undefined): RestoreResult {
  return {
    jobId: job.id,
    state: job.state,
    side: job.side,
    statusMessage: report?.statusMessage ?? job.error?.title ?? '',
    steps: report?.steps ?? [],
    restartRequired: report?.restartRequired ?? [],
    sessionsReset: report?.sessionsReset ?? { installation: 0, ours: 0 },
    undoUntil: report?.undoUntil ?? null,
  };
}
