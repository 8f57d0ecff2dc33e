import type { Counts } from './totals.ts';

/** Where the zero line stands, and how far bars may reach on either side, in per cent of the width. */
const zero = 19;
const left = 9;
const right = 40;
/** Narrower nobody would see it. */
const hairline = 0.35;

export type BarPart = { x: number; width: number };
export type Bar = { zero: number; gone: BarPart; came: BarPart; changed: BarPart };

/** One scale for all bars of a table, in per cent a thing; never logarithmic. */
export function scaleOf(counts: readonly (Counts | null)[]): number {
  const known = counts.filter((each) => each !== null);
  const mostRight = Math.max(0, ...known.map(({ came, changed }) => came + changed));
  const mostLeft = Math.max(0, ...known.map(({ gone }) => gone));
  return Math.min(mostRight > 0 ? right / mostRight : Infinity, mostLeft > 0 ? left / mostLeft : Infinity);
}

/** Gone ends at the zero line, came begins there, changed follows it. */
export function barOf({ came, gone, changed }: Counts, perThing: number): Bar {
  const width = (value: number) => (value === 0 ? 0 : Math.max(hairline, value * perThing));
  const [wentWidth, cameWidth] = [width(gone), width(came)];
  return {
    zero,
    gone: { x: zero - wentWidth, width: wentWidth },
    came: { x: zero, width: cameWidth },
    changed: { x: zero + cameWidth, width: width(changed) },
  };
}
