import { locale, nbsp } from './number.ts';

/** What the functions below take: ISO 8601, a Date, or ms since 1970. */
export type Moment = string | number | Date;

type Parts = Record<Intl.DateTimeFormatPartTypes, string>;

const full = new Intl.DateTimeFormat(locale, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
  timeZoneName: 'short',
});

/** "Tue 24 Nov 2026, 14:16 CET": where a moment must not be misread. */
export function moment(at: Moment): string {
  const p = partsOf(at);
  return `${p.weekday} ${date(p)}${nbsp}${p.year}, ${p.hour}:${p.minute}${nbsp}${p.timeZoneName}`;
}

/** "Tue 24 Nov 2026, 12:01:52 CET": an archive's name. */
export function exactMoment(at: Moment): string {
  const p = partsOf(at);
  return `${p.weekday} ${date(p)}${nbsp}${p.year}, ${p.hour}:${p.minute}:${p.second}${nbsp}${p.timeZoneName}`;
}

/** "Tue 24 Nov, 12:01:52": in lists that name the zone once. */
export function listMoment(at: Moment): string {
  return `${weekDay(at)}, ${clock(at)}`;
}

/** "24 Nov, 12:01": in sentences. */
export function shortMoment(at: Moment): string {
  const p = partsOf(at);
  return `${date(p)}, ${p.hour}:${p.minute}`;
}

/** "Tue 24 Nov" */
export function weekDay(at: Moment): string {
  const p = partsOf(at);
  return `${p.weekday}${nbsp}${date(p)}`;
}

/** "24 Nov" */
export function dayMonth(at: Moment): string {
  return date(partsOf(at));
}

/** "12:01:52" */
export function clock(at: Moment): string {
  const p = partsOf(at);
  return `${p.hour}:${p.minute}:${p.second}`;
}

/** "12:01" */
export function hourMinute(at: Moment): string {
  const p = partsOf(at);
  return `${p.hour}:${p.minute}`;
}

/** "12:01:52.318": where milliseconds matter. */
export function exactClock(at: Moment): string {
  const p = partsOf(at);
  return `${p.hour}:${p.minute}:${p.second}.${p.fractionalSecond}`;
}

/** "CET" */
export function zone(at: Moment): string {
  return partsOf(at).timeZoneName;
}

/** "today, 12:01", "yesterday, 12:01" or "Tue 24 Nov, 12:01". */
export function nearMoment(at: Moment, now: Moment): string {
  const days = dayNumber(now) - dayNumber(at);
  if (days === 0) return `today, ${hourMinute(at)}`;
  if (days === 1) return `yesterday, ${hourMinute(at)}`;
  return `${weekDay(at)}, ${hourMinute(at)}`;
}

export function msOf(at: Moment): number {
  return new Date(at).getTime();
}

function date(p: Parts): string {
  return `${p.day}${nbsp}${p.month}`;
}

function partsOf(at: Moment): Parts {
  return Object.fromEntries(full.formatToParts(new Date(at)).map((part) => [part.type, part.value])) as Parts;
}

/** Days since 1970 on the calendar of the browser's zone. */
function dayNumber(at: Moment): number {
  const value = new Date(at);
  return Math.round(Date.UTC(value.getFullYear(), value.getMonth(), value.getDate()) / 86_400_000);
}
