'use client';

import { CornerDownRight } from 'lucide-react';
import Link from 'next/link';
import type { Job } from '../api/use-job.ts';
import { useRowKeys } from '../archives/use-row-keys.ts';
import { HatchContext, HatchDefs } from '../axis/hatch.tsx';
import { Spark } from '../axis/spark.tsx';
import { clock, dayMonth, msOf } from '../format/date.ts';
import { duration } from '../format/duration.ts';
import { jobStates } from '../messages/job.ts';
import { jobs as words } from '../messages/jobs.ts';
import { cx } from '../ui/cx.ts';
import { Icon } from '../ui/icon.tsx';
import { Mark } from '../ui/mark.tsx';
import { JobKey } from './job-key.tsx';
import { downMsOf, jobSparkParts } from './job-spark.ts';
import { resultState } from './result-state.ts';

export function JobTable({ jobs, longestMs }: { jobs: Job[]; longestMs: number }) {
  const ref = useRowKeys();
  const heads = words.heads;
  return (
    <HatchContext value="hatch-jobs">
      <HatchDefs id="hatch-jobs" />
      <table className="table table-rows jobs" ref={ref}>
        <thead>
          <tr>
            <th scope="col">{heads.job}</th>
            <th scope="col">{heads.duration}</th>
            <th scope="col">
              <span className="sr">{heads.length}</span>
            </th>
            <th scope="col">{heads.by}</th>
            <th scope="col">{heads.begun}</th>
            <th scope="col">{heads.result}</th>
          </tr>
        </thead>
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} longestMs={longestMs} />
        ))}
      </table>
      <JobKey />
    </HatchContext>
  );
}

function JobRow({ job, longestMs }: { job: Job; longestMs: number }) {
  const begun = job.startedAt ?? job.createdAt;
  const ms = job.finishedAt ? msOf(job.finishedAt) - msOf(begun) : 0;
  const swapped = (job.kind === 'restore' || job.kind === 'undo') && job.side === 'new';
  const href = swapped ? `/jobs/${job.id}/result` : `/jobs/${job.id}`;
  return (
    <tbody className={cx(job.recovered && 'pair')}>
      <tr className={cx(job.recovered && 'has-rec')}>
        <th scope="row">
          <Link className="rowlink" href={href} data-row={job.id}>
            {job.subject}
          </Link>
          {job.error ? <span className="sub">{job.error.title}</span> : null}
        </th>
        <td className="c-d">
          <Spark
            width={180}
            label={words.spark(ms, downMsOf(job), jobStates[job.state])}
            parts={jobSparkParts(job, longestMs)}
          />
        </td>
        <td className="c-t nb">{job.startedAt ? duration(ms) : ''}</td>
        <td className="hide-s">{job.createdBy}</td>
        <td className="c-w nb">
          {dayMonth(begun)}, {clock(begun)}
        </td>
        <td className="c-r">
          <Mark state={resultState(job)} />
        </td>
      </tr>
      {job.recovered ? (
        <tr className="rec">
          <td colSpan={6}>
            <div className="rec-note">
              <Icon of={CornerDownRight} tone="quiet" small />
              <p>{job.recovered}</p>
            </div>
          </td>
        </tr>
      ) : null}
    </tbody>
  );
}
