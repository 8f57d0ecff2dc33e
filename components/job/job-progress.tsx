'use client';

import type { Job } from '../api/use-job.ts';
import { useNow } from '../api/use-now.ts';
import { bytes, bytesOf } from '../format/bytes.ts';
import { clock, msOf } from '../format/date.ts';
import { kinds, job as words } from '../messages/job.ts';
import { Progress } from '../ui/progress.tsx';
import { Rich } from '../ui/rich.tsx';
import { progressOf } from './progress-of.ts';

/** Bar and numbers of a running job; estimates come from earlier runs and say so. */
export function JobProgress({ job, withStage }: { job: Job; withStage?: boolean }) {
  const now = useNow(1_000);
  const { share, stage, position, bytesDone, bytesTotal, stored, files, filesTotal, perSecond } = progressOf(job, now);
  const text = words.facts;
  const facts = [
    withStage && stage ? text.stage(stage, position, job.stages.length) : '',
    bytesDone > 0 ? text.read(bytesTotal ? bytesOf(bytesDone, bytesTotal) : bytes(bytesDone)) : '',
    stored > 0 ? text.stored(stored) : '',
    files > 0 ? text.files(files, filesTotal) : '',
    perSecond > 0 ? text.rate(perSecond) : '',
  ].filter(Boolean);
  const end =
    job.leftMs === null || job.leftMs < 1000
      ? text.began(clock(job.startedAt ?? job.createdAt))
      : text.end(clock(Math.max(now, now + job.leftMs)));
  return (
    <Progress
      className="pb-6"
      label={kinds[job.kind]}
      share={share}
      facts={facts.map((fact) => <Rich key={fact} text={fact} />)}
      end={job.state === 'queued' ? clock(msOf(job.createdAt)) : end}
    />
  );
}
