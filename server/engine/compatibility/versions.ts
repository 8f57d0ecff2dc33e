/** Dotted numbers: "1.9.2" is before "1.10". Missing parts count as 0; what follows the numbers ("-rc1") is left out. */
export function parseVersion(version: string): number[] | null {
  const match = /^v?(\d+(?:\.\d+)*)/.exec(version.trim());
  return match?.[1] ? match[1].split('.').map(Number) : null;
}

/** @returns below 0 when `a` is the older one, 0 when equal, null when one of them is no dotted number. */
export function compareVersions(a: string, b: string): number | null {
  const left = parseVersion(a);
  const right = parseVersion(b);
  if (!left || !right) return null;
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const holds: Record<string, (difference: number) => boolean> = {
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
  '>': (difference) => difference > 0,
  '>=': (difference) => difference >= 0,
  '=': (difference) => difference === 0,
};

/** Whether a version lies in a range such as "<1.10", ">=1.0 <2" or "*". An unreadable version lies only in "*". */
export function inRange(version: string, range: string): boolean {
  return range
    .trim()
    .split(/\s+/)
    .every((condition) => {
      if (condition === '*') return true;
      const match = /^(<=|>=|<|>|=)?(.+)$/.exec(condition);
      const difference = match?.[2] ? compareVersions(version, match[2]) : null;
      return difference !== null && (holds[match?.[1] ?? '=']?.(difference) ?? false);
    });
}

export type Relation = 'same' | 'older-archive' | 'newer-archive';

/** How an archive's version stands to the installation's; null when that can't be told. */
export function relationOf(archive: string, live: string): Relation | null {
  const difference = compareVersions(archive, live);
  if (difference === null) return archive === live ? 'same' : null;
  if (difference === 0) return 'same';
  return difference < 0 ? 'older-archive' : 'newer-archive';
}
