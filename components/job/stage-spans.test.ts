import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stageSpans } from './stage-spans.ts';

const at = (seconds: number) => new Date(1_795_000_000_000 + seconds * 1000).toISOString();
const stage = (
  name: string,
  state: 'ahead' | 'running' | 'done',
  times: [number?, number?] = [],
  expectedMs: number | null = null,
) => ({
  name,
  state,
  detail: null,
  startedAt: times[0] === undefined ? null : at(times[0]),
  finishedAt: times[1] === undefined ? null : at(times[1]),
  expectedMs,
});

describe('the stages of a job in time', () => {
  it('puts what is expected behind what is running, with the length of earlier runs', () => {
    const stages = [
      stage('Pre-copy', 'done', [0, 60]),
      stage('Freeze', 'running', [60], 400),
      stage('Dump', 'ahead', [], 38_000),
    ];
    const spans = stageSpans({ stages, createdAt: at(0), startedAt: at(0) }, Date.parse(at(61)));
    expect(spans.map(({ from, to }) => [from - Date.parse(at(0)), to - Date.parse(at(0))])).toEqual([
      [0, 60_000],
      [60_000, 61_000],
      [61_000, 99_000],
    ]);
  });

  it('does not pretend to know how long a stage takes that never ran', () => {
    const [first] = stageSpans(
      { stages: [stage('Dump', 'ahead')], createdAt: at(0), startedAt: null },
      Date.parse(at(5)),
    );
    expect(first?.known).toBe(false);
    expect(first?.to).toBe(first?.from);
  });

  it('never lets a stage begin before the one before it, whatever is expected', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat({ max: 1e7 }), { nil: null }), { maxLength: 8 }), (lengths) => {
        const stages = lengths.map((expected, index) => stage(`s${index}`, 'ahead', [], expected));
        const spans = stageSpans({ stages, createdAt: at(0), startedAt: null }, Date.parse(at(0)));
        spans.slice(1).forEach((span, index) => {
          expect(span.from).toBe(spans[index]?.to);
        });
      }),
    );
  });
});
