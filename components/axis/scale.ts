/** A stretch of time: both ends in ms, of whatever clock the picture uses. */
export type Span = { from: number; to: number };

/** Where a moment stands in a span, in per cent of its width; not kept within 0 to 100. */
export function position(span: Span, at: number): number {
  const length = span.to - span.from;
  return length <= 0 ? 0 : ((at - span.from) / length) * 100;
}

/** The part of `inner` that lies within `span`; null when nothing does. */
export function clip(span: Span, inner: Span): Span | null {
  const from = Math.max(span.from, inner.from);
  const to = Math.min(span.to, inner.to);
  return from <= to ? { from, to } : null;
}

/** A longer span in which `inner` takes `share` of the width, in the middle. */
export function around(inner: Span, share: number): Span {
  const pad = ((inner.to - inner.from) * (1 / share - 1)) / 2;
  return { from: inner.from - pad, to: inner.to + pad };
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Steps that people count in. */
const steps = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((value) => value * second),
  ...[1, 2, 5, 10, 15, 30].map((value) => value * minute),
  ...[1, 2, 3, 6, 12, 24].map((value) => value * hour),
];

/** Round moments within a span, at most `most` of them, counted from `origin`. */
export function roundMoments(span: Span, most: number, origin = 0): number[] {
  const length = span.to - span.from;
  const step = steps.find((candidate) => length / candidate <= most) ?? 24 * hour;
  if (length <= 0 || length / step > most * 10) return [];
  const moments: number[] = [];
  const first = Math.ceil((span.from - origin) / step) * step + origin;
  for (let at = first; at <= span.to; at += step) moments.push(at);
  return moments;
}
