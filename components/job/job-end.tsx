'use client';

import type { Job } from '../api/use-job.ts';
import { job as words } from '../messages/job.ts';
import { rehearsal } from '../messages/rehearsal.ts';
import { Banner } from '../ui/banner.tsx';
import { ButtonLink } from '../ui/button.tsx';

/** How a job ended, and where to go from here. */
export function JobEnd({ job }: { job: Job }) {
  return (
    <div className="stack pb-6">
      {job.error ? (
        <Banner tone="danger" inset>
          <p>
            <b>{job.error.title}</b> {job.error.cause}
          </p>
          <p>
            {job.error.remedy} <code className="quiet">{job.error.code}</code>
          </p>
          {job.side === 'old' ? <p>{words.sideOld}</p> : null}
        </Banner>
      ) : null}
      {job.recovered ? (
        <Banner tone="info" inset>
          <p>
            <b>{words.recovered}.</b> {job.recovered}
          </p>
        </Banner>
      ) : null}
      <p className="cols">
        <Onwards job={job} />
      </p>
    </div>
  );
}

function Onwards({ job }: { job: Job }) {
  if ((job.kind === 'restore' || job.kind === 'undo') && job.side === 'new') {
    return (
      <ButtonLink href={`/jobs/${job.id}/result`} look="primary">
        {words.openResult}
      </ButtonLink>
    );
  }
  const archive = archiveOf(job);
  if (job.kind === 'rehearse' && archive && job.result) {
    return (
      <ButtonLink href={`/archives/${archive}/rehearsal`} look="primary">
        {rehearsal.report}
      </ButtonLink>
    );
  }
  const made = job.kind === 'backup' || job.kind === 'import' || job.kind === 'verify';
  if (made && archive && job.state === 'succeeded') {
    return (
      <ButtonLink href={`/archives/${archive}`} look="primary">
        {words.openArchive}
      </ButtonLink>
    );
  }
  return job.kind === 'import' ? <ButtonLink href="/archives">{words.goToUploads}</ButtonLink> : null;
}

/** The archive a job made or read. */
export function archiveOf({ archiveId, result }: Pick<Job, 'archiveId' | 'result'>): string | null {
  if (archiveId) return archiveId;
  const made = typeof result === 'object' && result !== null ? Reflect.get(result, 'archiveId') : null;
  return typeof made === 'string' ? made : null;
}
