'use client';

import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import { hasEnded } from '../api/job-state.ts';
import { type Job, useJob } from '../api/use-job.ts';
import { moment } from '../format/date.ts';
import { kinds, job as words } from '../messages/job.ts';
import { Async } from '../ui/async.tsx';
import { Icon } from '../ui/icon.tsx';
import { PageHead, useTitle } from '../ui/page-head.tsx';
import { Section } from '../ui/section.tsx';
import { CancelJob } from './cancel-job.tsx';
import { JobEnd } from './job-end.tsx';
import { JobLog } from './job-log.tsx';
import { JobPicture } from './job-picture.tsx';
import { JobProgress } from './job-progress.tsx';
import { JobSay } from './job-say.tsx';
import { JobStages } from './job-stages.tsx';

/** One piece of work from its beginning to its end; survives reloads and a restart of the dashboard. */
export function JobPage({ id }: { id: string }) {
  const query = useJob(id);
  useTitle(query.data ? kinds[query.data.kind] : null, query.data?.project);
  return (
    <Async query={query} label={words.loading}>
      {(job) => <Content job={job} />}
    </Async>
  );
}

function Content({ job }: { job: Job }) {
  const ended = hasEnded(job);
  return (
    <>
      <PageHead
        before={
          <Link className="crumb" href="/jobs">
            <Icon of={ChevronLeft} small />
            {words.jobs}
          </Link>
        }
        title={job.subject}
        meta={words.startedBy(job.createdBy, moment(job.createdAt))}
        actions={ended ? null : <CancelJob job={job} />}
      />
      <div className="lead">
        <JobSay job={job} />
      </div>
      {ended ? <JobEnd job={job} /> : <JobProgress job={job} />}
      {job.startedAt ? (
        <Section label={words.sections.axis} full>
          <JobPicture job={job} />
        </Section>
      ) : null}
      <Section label={words.sections.stages} full>
        <JobStages job={job} />
      </Section>
      <JobLog job={job} />
    </>
  );
}
