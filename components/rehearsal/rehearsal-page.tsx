'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, FlaskConical } from 'lucide-react';
import Link from 'next/link';
import { hasEnded } from '../api/job-state.ts';
import { useTRPC } from '../api/trpc.ts';
import { useJob } from '../api/use-job.ts';
import { exactMoment, shortMoment } from '../format/date.ts';
import { JobNow } from '../job/job-now.tsx';
import { rehearsal as words } from '../messages/rehearsal.ts';
import { Async } from '../ui/async.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';
import { useTitle } from '../ui/page-head.tsx';
import { ReportPage } from './report-page.tsx';
import type { Rehearsal } from './types.ts';
import { useRehearse } from './use-rehearse.ts';

/** The newest rehearsal of an archive: none yet, at work, or what it found. */
export function RehearsalPage({ id }: { id: string }) {
  const trpc = useTRPC();
  const archive = useQuery(trpc.archives.get.queryOptions({ id }));
  const query = useQuery(trpc.archives.rehearsal.queryOptions({ id }));
  useTitle(words.title, archive.data ? shortMoment(archive.data.createdAt) : null);
  return (
    <>
      <div className="pt-4">
        <Link className="crumb" href={`/archives/${id}`}>
          <Icon of={ChevronLeft} small />
          {archive.data ? words.archive(exactMoment(archive.data.createdAt)) : words.back}
        </Link>
      </div>
      <Async query={archive} label={words.loading}>
        {({ createdAt }) => (
          <Async query={query} label={words.loading}>
            {(rehearsal) =>
              rehearsal ? <Newest rehearsal={rehearsal} archivedAt={createdAt} id={id} /> : <None id={id} />
            }
          </Async>
        )}
      </Async>
    </>
  );
}

function None({ id }: { id: string }) {
  const rehearse = useRehearse(id);
  return (
    <Empty
      heading="h1"
      title={words.none.title}
      actions={
        <Button look="primary" icon={FlaskConical} onClick={rehearse.start} why={rehearse.why} busy={rehearse.busy}>
          {words.button}
        </Button>
      }
    >
      <p>{words.none.text}</p>
      <p className="note">{words.none.long}</p>
    </Empty>
  );
}

function Newest({ rehearsal, archivedAt, id }: { rehearsal: Rehearsal; archivedAt: string; id: string }) {
  const query = useJob(rehearsal.jobId);
  return (
    <Async query={query} label={words.loading}>
      {(job) => {
        if (!hasEnded(job)) {
          return (
            <>
              <h1 className="sr">{words.atWork}</h1>
              <JobNow id={job.id} onHome />
            </>
          );
        }
        return rehearsal.report ? (
          <ReportPage report={rehearsal.report} job={job} archivedAt={archivedAt} />
        ) : (
          <WithoutReport jobId={job.id} id={id} error={job.error} />
        );
      }}
    </Async>
  );
}

type WithoutReportProps = { jobId: string; id: string; error: { title: string; cause: string; remedy: string } | null };

function WithoutReport({ jobId, id, error }: WithoutReportProps) {
  const again = useRehearse(id);
  return (
    <Empty
      heading="h1"
      title={words.noReport}
      actions={
        <>
          <Button look="primary" onClick={again.start} why={again.why} busy={again.busy}>
            {words.again}
          </Button>
          <ButtonLink href={`/jobs/${jobId}`}>{words.job}</ButtonLink>
        </>
      }
    >
      {error ? (
        <Banner tone="danger" inset>
          <p>
            <b>{error.title}</b> {error.cause}
          </p>
          <p>{error.remedy}</p>
        </Banner>
      ) : null}
    </Empty>
  );
}
