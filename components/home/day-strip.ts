import { locale } from '../format/number.ts';
import type { Day } from './types.ts';

export type DayLook = 'guaranteed' | 'consistent' | 'doubtful' | 'failed' | 'none';

export function lookOf({ verdict }: Pick<Day, 'verdict'>): DayLook {
  if (verdict === null) return 'none';
  return verdict === 'changed' || verdict === 'unknown' ? 'doubtful' : verdict;
}

/** What the strip says in words. `lastWrong`: noon of the last day that failed or whose backup is doubtful. */
export function summaryOf(days: readonly Pick<Day, 'day' | 'verdict'>[]) {
  const looks = days.map(lookOf);
  const number = (...wanted: DayLook[]) => looks.filter((look) => wanted.includes(look)).length;
  const wrong = days.findLast((day) => ['failed', 'doubtful'].includes(lookOf(day)));
  return {
    good: number('guaranteed', 'consistent'),
    doubtful: number('doubtful'),
    failed: number('failed'),
    lastWrong: wrong ? `${wrong.day}T12:00:00Z` : null,
  };
}

const monthName = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' });

/** Where months begin, by the day's place in the strip; not so near the right edge that the name is cut. */
export function monthStarts(days: readonly Pick<Day, 'day'>[]): { index: number; name: string }[] {
  return days.flatMap((day, index) =>
    day.day.endsWith('-01') && index < days.length * 0.95
      ? [{ index, name: monthName.format(new Date(`${day.day}T12:00:00Z`)) }]
      : [],
  );
}
