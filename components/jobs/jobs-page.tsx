'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { hasEnded } from '../api/job-state.ts';
import { useTRPC } from '../api/trpc.ts';
import type { Job } from '../api/use-job.ts';
import { JobNow } from '../job/job-now.tsx';
import { jobs as words } from '../messages/jobs.ts';
import { useInstallation } from '../shell/installation.tsx';
import { Async } from '../ui/async.tsx';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { PageHead, useTitle } from '../ui/page-head.tsx';
import { PresentMoment } from '../ui/present-moment.tsx';
import { Section } from '../ui/section.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { type JobFilter, jobMatches, noJobFilter } from './filter.ts';
import { JobFilters } from './job-filters.tsx';
import { JobTable } from './job-table.tsx';

export function JobsPage() {
  const trpc = useTRPC();
  const { project, known } = useInstallation();
  const [filter, setFilter] = useState<JobFilter>(noJobFilter);
  const query = useInfiniteQuery(
    trpc.jobs.list.infiniteQueryOptions(
      { project, limit: 50, ...(filter.kind ? { kind: filter.kind } : {}) },
      {
        getNextPageParam: (page) => page.next,
        placeholderData: keepPreviousData,
        enabled: known,
        refetchInterval: 15_000,
      },
    ),
  );
  useTitle(words.title, project);
  return (
    <>
      <PageHead title={words.title} meta={<PresentMoment live />} />
      <Async query={query} label={words.loading} skeleton={<SkeletonRows columns={5} />}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows);
          if (rows.length === 0 && !filter.kind) {
            return (
              <Empty title={words.empty.title}>
                <p>{words.empty.text}</p>
              </Empty>
            );
          }
          const past = rows.filter((job) => hasEnded(job) && jobMatches(job, filter));
          return (
            <>
              <Present jobs={rows.filter((job) => !hasEnded(job))} />
              <Section label={words.history} aside={past.length > 1 ? words.scale(longestOf(past)) : null} full>
                <JobFilters filter={filter} change={setFilter} />
                {past.length === 0 ? (
                  <Empty
                    title={words.nothing.title}
                    actions={<Button onClick={() => setFilter(noJobFilter)}>{words.nothing.clear}</Button>}
                  />
                ) : (
                  <JobTable jobs={past} longestMs={longestOf(past)} />
                )}
                <p className="note">
                  {words.shown(past.length)}{' '}
                  {query.hasNextPage ? (
                    <button type="button" className="link" onClick={() => void query.fetchNextPage()}>
                      {words.older}
                    </button>
                  ) : null}
                </p>
              </Section>
            </>
          );
        }}
      </Async>
    </>
  );
}

function Present({ jobs }: { jobs: Job[] }) {
  if (jobs.length === 0) return null;
  return jobs.map((job) => <JobNow key={job.id} id={job.id} />);
}

function longestOf(jobs: Job[]): number {
  return Math.max(
    1,
    ...jobs.map((job) =>
      job.startedAt && job.finishedAt ? Date.parse(job.finishedAt) - Date.parse(job.startedAt) : 0,
    ),
  );
}
