'use client';

import { useJob } from '../api/use-job.ts';
import { clock } from '../format/date.ts';
import { home as words } from '../messages/home.ts';
import { job as jobWords } from '../messages/job.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Section } from '../ui/section.tsx';
import { CancelJob } from './cancel-job.tsx';
import { JobPicture } from './job-picture.tsx';
import { JobProgress } from './job-progress.tsx';
import { JobSay } from './job-say.tsx';

/** A running job on another page: what it does, how far it is, its picture, and the way to it. */
export function JobNow({ id, onHome }: { id: string; onHome?: boolean }) {
  const job = useJob(id).data;
  if (!job) return null;
  return (
    <Section label={job.subject} aside={jobWords.startedBy(job.createdBy, clock(job.createdAt))} full>
      <JobSay job={job} />
      <JobProgress job={job} withStage />
      {onHome && job.startedAt ? <JobPicture job={job} /> : null}
      <div className="cols">
        <ButtonLink href={`/jobs/${id}`}>{words.running.open}</ButtonLink>
        <CancelJob job={job} />
        <span className="note">{job.cancel ?? job.locked}</span>
      </div>
    </Section>
  );
}
