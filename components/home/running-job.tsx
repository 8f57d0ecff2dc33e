'use client';

import { JobNow } from '../job/job-now.tsx';
import { useInstallation } from '../shell/installation.tsx';
import { useNotices } from '../shell/notices.tsx';

/** The job that is at work on the installation now, whole: nobody has to look for it. */
export function RunningJob() {
  const { project } = useInstallation();
  const job = useNotices().notices?.running.find((one) => one.project === project);
  return job ? <JobNow id={job.id} onHome /> : null;
}
