import { nbsp } from './number.ts';

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Most decimals a unit is worth: nobody needs 213.7 kB. */
const mostDecimals = [0, 0, 1, 2, 2, 2];

/** 1310000000 -> "1.31 GB": three figures at most, powers of 1000. */
export function bytes(value: number): string {
  const power = powerOf(value);
  return `${inUnit(value, power)}${nbsp}${units[power]}`;
}

/** "1.25 of 1.84 GB": both in the unit of the whole. */
export function bytesOf(part: number, whole: number): string {
  const power = powerOf(whole);
  return `${inUnit(part, power)} of ${bytes(whole)}`;
}

/** "37 MB/s" */
export function rate(bytesPerSecond: number): string {
  const power = powerOf(bytesPerSecond);
  const value = bytesPerSecond / 1000 ** power;
  return `${value < 10 && power > 1 ? value.toFixed(1) : Math.round(value)}${nbsp}${units[power]}/s`;
}

function powerOf(value: number): number {
  let power = 0;
  // 999.5 of a unit would be written as 1000 of it: take the next one.
  while (power < units.length - 1 && value >= 999.5 * 1000 ** power) power += 1;
  return power;
}

function inUnit(value: number, power: number): string {
  const scaled = value / 1000 ** power;
  const figures = scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
  return scaled.toFixed(Math.min(figures, mostDecimals[power] ?? 2));
}
