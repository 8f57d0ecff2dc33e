import { describe, expect, it } from 'vitest';
import type { Job } from '../api/use-job.ts';
import { jobPanel } from './job-axis.ts';

const start = Date.UTC(2026, 10, 25, 2, 29, 48);
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
type Stage = Job['stages'][number];

const stage = (
  name: string,
  state: Stage['state'],
  from: number | null,
  to: number | null,
  expectedMs: number | null,
): Stage => ({
  name,
  state,
  detail: null,
  startedAt: from === null ? null : at(from),
  finishedAt: to === null ? null : at(to),
  expectedMs,
});

function jobOf(changes: Partial<Job>): Job {
  return {
    id: 'abcdefgh0123' as Job['id'],
    kind: 'backup',
    project: 'p',
    state: 'running',
    startedAt: at(0),
    finishedAt: null,
    error: null,
    createdAt: at(0),
    createdBy: 'admin',
    subject: 'Back up p',
    archiveId: null,
    side: null,
    stages: [],
    lanes: [],
    leftMs: null,
    cancel: null,
    locked: null,
    cancelRequested: false,
    result: null,
    recovered: null,
    ...changes,
  };
}

const running = jobOf({
  stages: [
    stage('Preflight', 'done', 0, 3, 3_000),
    stage('Pre-copy', 'running', 3, null, 97_000),
    stage('Freeze', 'ahead', null, null, 400),
    stage('Dump', 'ahead', null, null, 38_000),
  ],
});

describe('a job in time', () => {
  it('draws the present, and the freeze where it is expected', () => {
    const panel = jobPanel(running, start + 72_000);
    expect(panel.now).toBe(start + 72_000);
    expect(panel.bands).toEqual([
      { kind: 'expected', from: start + 100_000, to: start + 100_000, label: 'freeze in 28\u00a0s' },
    ]);
    expect(panel.span.to).toBe(start + 138_400);
  });

  it('makes no promise about the freeze when a stage before it never ran', () => {
    const stages = running.stages.map((one) =>
      one.name === 'Pre-copy' ? { ...one, state: 'ahead' as const, startedAt: null, expectedMs: null } : one,
    );
    expect(jobPanel({ ...running, stages }, start + 72_000).bands).toEqual([]);
  });

  it('has no present and no stages that were never reached once the job has ended', () => {
    const stages = [
      stage('Preflight', 'done', 0, 3, null),
      stage('Pre-copy', 'failed', 3, 40, null),
      stage('Freeze', 'ahead', null, null, 400),
      stage('Dump', 'ahead', null, null, 38_000),
    ];
    const panel = jobPanel(jobOf({ state: 'failed', finishedAt: at(40), stages }), start + 900_000);
    expect(panel.now).toBeUndefined();
    expect(panel.lanes.map((lane) => lane.name)).toEqual(['Services', 'Preflight', 'Pre-copy']);
  });

  it('leaves a gap in the services while they are down, and says for how long', () => {
    const stages = [
      stage('Stage', 'done', 0, 60, null),
      stage('Stop', 'done', 60, 70, null),
      stage('Start', 'done', 70, 110, null),
      stage('Check', 'done', 110, 120, null),
    ];
    const panel = jobPanel(jobOf({ kind: 'restore', state: 'succeeded', side: 'new', finishedAt: at(120), stages }), 0);
    expect(panel.bands).toEqual([{ kind: 'down', from: start + 60_000, to: start + 110_000, label: 'down 50\u00a0s' }]);
    expect(panel.lanes[0]?.signs).toEqual([
      { kind: 'run', from: start, to: start + 60_000 },
      { kind: 'run', from: start + 110_000, to: start + 120_000 },
    ]);
  });
});
