import type { Job } from '../api/use-job.ts';
import { msOf } from '../format/date.ts';

/**
 * The numbers of a running job. `share` counts time: what is over of what was over plus what is left, so that the bar
 * neither jumps between stages nor waits at its end; null while nothing is known of what is left.
 */
export function progressOf(job: Pick<Job, 'stages' | 'lanes' | 'startedAt' | 'createdAt' | 'leftMs'>, now: number) {
  const position = job.stages.findIndex((stage) => stage.state === 'running');
  const running = job.stages[position];
  const lanes = job.lanes.filter((lane) => lane.stage === running?.name);
  const sum = (pick: (lane: Job['lanes'][number]) => number) => lanes.reduce((all, lane) => all + pick(lane), 0);
  const bytesDone = sum((lane) => lane.bytes);
  const elapsed = now - msOf(job.startedAt ?? job.createdAt);
  const inStage = running?.startedAt ? now - msOf(running.startedAt) : 0;
  return {
    share: job.leftMs === null ? null : Math.min(0.99, elapsed / Math.max(1, elapsed + job.leftMs)),
    stage: running?.name ?? null,
    position: position + 1,
    bytesDone,
    bytesTotal:
      lanes.length > 0 && lanes.every((lane) => lane.bytesTotal !== null) ? sum((lane) => lane.bytesTotal ?? 0) : null,
    stored: sum((lane) => lane.stored),
    files: sum((lane) => lane.entries),
    filesTotal:
      lanes.length > 0 && lanes.every((lane) => lane.entriesTotal !== null)
        ? sum((lane) => lane.entriesTotal ?? 0)
        : null,
    perSecond: inStage > 1000 ? (bytesDone / inStage) * 1000 : 0,
  };
}
