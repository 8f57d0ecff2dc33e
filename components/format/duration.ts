import { nbsp } from './number.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Length of time in ms as people say it: "412 ms", "3.1 s", "37 s", "2 min 37 s", "2 h 14 min", "3 days". */
export function duration(ms: number): string {
  const value = Math.max(0, ms);
  if (value < 999.5) return `${Math.round(value)}${nbsp}ms`;
  if (value < 9.95 * second) return `${trimZero((value / second).toFixed(1))}${nbsp}s`;
  if (value < 59.5 * second) return `${Math.round(value / second)}${nbsp}s`;
  if (value < hour - 0.5 * second) return twoUnits(Math.round(value / second), 60, 'min', 's');
  if (value < day - 0.5 * minute) return twoUnits(Math.round(value / minute), 60, 'h', 'min');
  if (value < 2 * day) return twoUnits(Math.round(value / hour), 24, 'day', 'h');
  return `${Math.floor(value / day)}${nbsp}days`;
}

/** How long ago something was: in minutes below an hour, since seconds would be old before they are read. */
export function age(ms: number): string {
  if (ms < minute) return `under a${nbsp}minute`;
  return ms < hour ? `${Math.floor(ms / minute)}${nbsp}min` : duration(ms);
}

/** Like {@link duration}, for estimates: never finer than a second, above two minutes never finer than five. */
export function roughly(ms: number): string {
  if (ms < 950) return `under a${nbsp}second`;
  const step = ms < 2 * minute ? second : ms < 10 * minute ? 5 * second : minute;
  return duration(Math.max(second, Math.round(ms / step) * step));
}

/** "about 2 min 40 s", "under a second": an estimate in a table or at a line. */
export function about(ms: number): string {
  return ms < 950 ? roughly(ms) : `about ${roughly(ms)}`;
}

function twoUnits(total: number, base: number, large: string, small: string): string {
  const rest = total % base;
  const whole = `${Math.floor(total / base)}${nbsp}${large}`;
  return rest === 0 && large !== 'h' ? whole : `${whole} ${rest}${nbsp}${small}`.replaceAll(' ', nbsp);
}

function trimZero(text: string): string {
  return text.endsWith('.0') ? text.slice(0, -2) : text;
}
