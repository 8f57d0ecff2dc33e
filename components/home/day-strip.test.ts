import { describe, expect, it } from 'vitest';
import { lookOf, monthStarts, summaryOf } from './day-strip.ts';

const day = (date: string, verdict: 'guaranteed' | 'consistent' | 'changed' | 'unknown' | 'failed' | null) => ({
  day: date,
  verdict,
});

describe('the strip of days', () => {
  it('calls good only what is guaranteed or consistent', () => {
    const days = [
      day('2026-11-01', 'guaranteed'),
      day('2026-11-02', 'consistent'),
      day('2026-11-03', 'changed'),
      day('2026-11-04', 'unknown'),
      day('2026-11-05', 'failed'),
      day('2026-11-06', null),
    ];
    expect(summaryOf(days)).toEqual({ good: 2, doubtful: 2, failed: 1, lastWrong: '2026-11-05T12:00:00Z' });
    expect(days.map(lookOf)).toEqual(['guaranteed', 'consistent', 'doubtful', 'doubtful', 'failed', 'none']);
  });

  it('names no day that went wrong when none did', () => {
    expect(summaryOf([day('2026-11-06', null), day('2026-11-07', 'guaranteed')]).lastWrong).toBeNull();
  });

  it('names months where they begin, but not where the name would be cut off', () => {
    const days = Array.from({ length: 40 }, (_, index) =>
      day(new Date(Date.UTC(2026, 9, 24 + index)).toISOString().slice(0, 10), null),
    );
    expect(monthStarts(days)).toEqual([{ index: 8, name: 'Nov' }]);
  });
});
