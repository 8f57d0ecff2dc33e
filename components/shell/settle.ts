/**
 * Which one of the installations pages are about: the first that is there of those that were `preferred`, else the first
 * of all. Whoever prefers what was shown before stays with it while others come and go.
 */
export function settle<T extends { project: string }>(
  all: readonly T[],
  preferred: readonly (string | null)[],
): T | null {
  const there = preferred.map((project) => all.find((one) => one.project === project));
  return there.find((one) => one !== undefined) ?? all[0] ?? null;
}
