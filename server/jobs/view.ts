import type { JobView } from '../contract/jobs.ts';
import {
  type Database,
  expectedStageMs,
  lanesOf,
  type StoredJob,
  type StoredLane,
  type StoredStage,
  stagesOf,
} from '../store/index.ts';
import { cancelOffer } from './cancel-offer.ts';

/** A job as pages and the command line see it. */
export async function jobView(db: Database, job: StoredJob): Promise<JobView> {
  const [stages, lanes, expected] = await Promise.all([
    stagesOf(db, job.id),
    lanesOf(db, job.id),
    expectedStageMs(db, job.kind, job.project),
  ]);
  return {
    id: job.id,
    kind: job.kind,
    project: job.project,
    state: job.state,
    startedAt: job.startedAt,
    finishedAt: job.finishedAt,
    error: job.error,
    createdAt: job.createdAt,
    createdBy: job.createdBy,
    subject: job.subject,
    archiveId: job.archiveId,
    side: job.side,
    stages: stages.map(({ name, state, detail, startedAt, finishedAt }) => ({
      name,
      state,
      detail,
      startedAt,
      finishedAt,
      expectedMs: expected.get(name) ?? null,
    })),
    lanes,
    leftMs: job.state === 'running' ? leftMs(stages, lanes, expected, new Date()) : null,
    ...cancelOffer(job, stages),
    cancelRequested: job.cancelRequested,
    result: job.result,
    recovered: job.recovered,
  };
}

export async function jobViews(db: Database, jobs: StoredJob[]): Promise<JobView[]> {
  return Promise.all(jobs.map((job) => jobView(db, job)));
}

/**
 * Time left in ms: of the running stage by its bytes where their sum is known, else by earlier runs; of the stages
 * ahead by earlier runs. Null when there is nothing to go by.
 */
export function leftMs(
  stages: StoredStage[],
  lanes: StoredLane[],
  expected: Map<string, number>,
  now: Date,
): number | null {
  const running = stages.find((stage) => stage.state === 'running');
  if (!running) return null;
  const ahead = stages.filter((stage) => stage.state === 'ahead').map((stage) => expected.get(stage.name));
  const elapsed = running.startedAt ? now.getTime() - Date.parse(running.startedAt) : 0;
  const usual = expected.get(running.name);
  const present =
    byBytes(
      lanes.filter((lane) => lane.stage === running.name),
      elapsed,
    ) ?? (usual === undefined ? null : Math.max(0, usual - elapsed));
  if (present === null || ahead.includes(undefined)) return null;
  return Math.round(present + ahead.reduce<number>((sum, each) => sum + (each ?? 0), 0));
}

function byBytes(lanes: StoredLane[], elapsedMs: number): number | null {
  if (lanes.length === 0 || lanes.some((lane) => lane.bytesTotal === null)) return null;
  const done = lanes.reduce((sum, lane) => sum + lane.bytes, 0);
  const total = lanes.reduce((sum, lane) => sum + (lane.bytesTotal ?? 0), 0);
  if (done <= 0 || total <= 0) return null;
  return Math.max(0, (elapsedMs * (total - done)) / done);
}
