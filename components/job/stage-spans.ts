import type { Job } from '../api/use-job.ts';
import { msOf } from '../format/date.ts';

type JobStage = Job['stages'][number];

/** When a stage was, is or is expected to be. `to` of a running stage is its expected end, never before now. */
export type StageSpan = { stage: JobStage; from: number; to: number; known: boolean };

/**
 * All stages of a job in ms since 1970, one after the other. A stage ahead has the length of earlier runs; where there
 * are none it has no length and `known` is false.
 */
export function stageSpans(job: Pick<Job, 'stages' | 'createdAt' | 'startedAt'>, now: number): StageSpan[] {
  let end = msOf(job.startedAt ?? job.createdAt);
  return job.stages.map((stage) => {
    const from = stage.startedAt ? msOf(stage.startedAt) : end;
    const expected = stage.expectedMs ?? 0;
    const to = stage.finishedAt
      ? msOf(stage.finishedAt)
      : stage.state === 'running'
        ? Math.max(now, from + expected)
        : from + expected;
    end = Math.max(from, to);
    return { stage, from, to: end, known: stage.state !== 'ahead' || stage.expectedMs !== null };
  });
}

/** Names of stages as the engines use them, where a picture needs to know what they mean. */
export const freezeStage = 'Freeze';
export const readingStage = 'Dump';
export const downStages: ReadonlySet<string> = new Set(['Stop', 'Fence', 'Commit', 'Place', 'Start']);
