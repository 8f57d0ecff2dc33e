/** The middle and the ends of some measurements. */
export type Spread = { median: number; least: number; most: number; count: number };

/** @throws when there is nothing to look at. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) throw new Error('Nothing was measured.');
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? least) + (sorted[Math.ceil(middle)] ?? most)) / 2;
  return { median, least, most, count: sorted.length };
}

/** How one side stands to the other, round by round, so that what slows both does not count. */
export function ratioOf(of: readonly number[], to: readonly number[]): Spread {
  return spreadOf(of.map((value, index) => value / (to[index] ?? Number.NaN)));
}
