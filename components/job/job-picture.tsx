'use client';

import { hasEnded } from '../api/job-state.ts';
import type { Job } from '../api/use-job.ts';
import { useNow } from '../api/use-now.ts';
import { Axis } from '../axis/axis.tsx';
import { jobPanel } from './job-axis.ts';

/** Its bars grow at 1 Hz, not with each event. */
export function JobPicture({ job }: { job: Job }) {
  const now = useNow(1_000);
  return (
    <figure>
      <Axis panel={jobPanel(job, hasEnded(job) ? 0 : now)} />
    </figure>
  );
}
