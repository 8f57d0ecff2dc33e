import type { Job } from '../api/use-job.ts';
import type { SparkPart } from '../axis/spark.tsx';
import { msOf } from '../format/date.ts';
import { downStages, freezeStage, readingStage } from '../job/stage-spans.ts';

type SparkJob = Pick<Job, 'stages' | 'startedAt' | 'createdAt' | 'finishedAt' | 'state'>;

/** A job's stages on the list's scale: work, the freeze, time of being down in amber, a cross where it failed. */
export function jobSparkParts(job: SparkJob, longestMs: number): SparkPart[] {
  const begin = msOf(job.startedAt ?? job.createdAt);
  const share = (at: string | null) => (at ? Math.max(0, msOf(at) - begin) / longestMs : 0);
  const parts: SparkPart[] = job.stages
    .filter((stage) => stage.startedAt && !downStages.has(stage.name))
    .map((stage) => ({
      look: stage.name === freezeStage ? 'freeze' : stage.name === readingStage ? 'dump' : 'pre',
      from: share(stage.startedAt),
      to: share(stage.finishedAt ?? job.finishedAt),
    }));
  const down = downOf(job);
  if (down) parts.push({ look: 'down', from: share(down.from), to: share(down.to) });
  if (job.state === 'failed' || job.state === 'interrupted') {
    const end = share(job.finishedAt);
    parts.push({ look: 'cross', from: end, to: end });
  }
  return parts;
}

/** How long services were down, in ms. */
export function downMsOf(job: SparkJob): number {
  const down = downOf(job);
  return down ? msOf(down.to) - msOf(down.from) : 0;
}

function downOf(job: SparkJob): { from: string; to: string } | null {
  const down = job.stages.filter((stage) => downStages.has(stage.name) && stage.startedAt);
  const from = down[0]?.startedAt;
  const to = down.at(-1)?.finishedAt ?? job.finishedAt;
  return from && to ? { from, to } : null;
}
