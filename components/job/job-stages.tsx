'use client';

import type { Job } from '../api/use-job.ts';
import { useNow } from '../api/use-now.ts';
import { msOf } from '../format/date.ts';
import { duration } from '../format/duration.ts';
import { job as words } from '../messages/job.ts';
import { Banner } from '../ui/banner.tsx';
import { type StageLine, Stages } from '../ui/stages.tsx';

export function JobStages({ job }: { job: Job }) {
  const now = useNow(1_000);
  const effect = job.cancelRequested ? words.cancel.requested : (job.cancel ?? job.locked);
  const running = job.state === 'running' || job.state === 'queued';
  return (
    <>
      <Stages
        stages={job.stages.map((stage) => lineOf(stage, job.finishedAt ? msOf(job.finishedAt) : now, !running))}
      />
      {running && effect ? (
        <Banner tone="info" inset>
          <p>
            {job.cancel && !job.cancelRequested ? (
              <>
                <b>{words.cancel.label}:</b> {effect}
              </>
            ) : (
              effect
            )}
          </p>
        </Banner>
      ) : null}
    </>
  );
}

function lineOf(stage: Job['stages'][number], now: number, ended: boolean): StageLine {
  return {
    name: stage.name,
    state: stage.state,
    body: stage.detail ?? '',
    time: ended && !stage.startedAt ? words.stageTime.never : timeOf(stage, now),
  };
}

function timeOf({ state, startedAt, finishedAt, expectedMs }: Job['stages'][number], now: number): string {
  if (startedAt) return duration((finishedAt ? msOf(finishedAt) : now) - msOf(startedAt));
  if (state !== 'ahead') return '';
  return expectedMs === null ? words.stageTime.ahead : words.stageTime.about(expectedMs);
}
