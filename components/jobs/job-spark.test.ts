import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { downMsOf, jobSparkParts } from './job-spark.ts';

const at = (seconds: number) => new Date(1_795_000_000_000 + seconds * 1000).toISOString();
const stage = (name: string, from: number, to: number | null) => ({
  name,
  state: to === null ? ('failed' as const) : ('done' as const),
  detail: null,
  startedAt: at(from),
  finishedAt: to === null ? null : at(to),
  expectedMs: null,
});
const job = (stages: ReturnType<typeof stage>[], end: number, state: 'succeeded' | 'failed' = 'succeeded') => ({
  stages,
  startedAt: at(0),
  createdAt: at(0),
  finishedAt: at(end),
  state,
});

describe('a job in a row of the list', () => {
  it('shows the time of being down as one amber stretch', () => {
    const restore = job(
      [
        stage('Stage', 0, 60),
        stage('Stop', 60, 70),
        stage('Commit', 70, 71),
        stage('Start', 71, 110),
        stage('Check', 110, 120),
      ],
      120,
    );
    expect(downMsOf(restore)).toBe(50_000);
    expect(jobSparkParts(restore, 240_000).find((part) => part.look === 'down')).toEqual({
      look: 'down',
      from: 0.25,
      to: 110 / 240,
    });
  });

  it('puts a cross where it failed', () => {
    const parts = jobSparkParts(job([stage('Pre-copy', 0, 30), stage('Dump', 30, null)], 45, 'failed'), 90_000);
    expect(parts.at(-1)).toEqual({ look: 'cross', from: 0.5, to: 0.5 });
  });

  it('never reaches beyond the longest job of the list', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 6 }), (lengths) => {
        let end = 0;
        const stages = lengths.map((length, index) => {
          const from = end;
          end += length;
          return stage(`s${index}`, from, end);
        });
        for (const part of jobSparkParts(job(stages, end), Math.max(1, end * 1000))) {
          expect(part.from).toBeGreaterThanOrEqual(0);
          expect(part.to).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
