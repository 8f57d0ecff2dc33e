/** How the archive's version stands to the installed one. */
export type Relation = 'same' | 'older' | 'newer' | 'differs' | 'unknown';

/** Compares versions as dotted numbers; what is no such number only differs. */
export function relationOf(archive: string | null, live: string | null): Relation {
  if (archive === null || live === null) return 'unknown';
  if (archive === live) return 'same';
  const [one, other] = [numbersOf(archive), numbersOf(live)];
  if (!one || !other) return 'differs';
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const step = (one[index] ?? 0) - (other[index] ?? 0);
    if (step !== 0) return step < 0 ? 'older' : 'newer';
  }
  return 'same';
}

/** "15.18 (Debian 15.18-0+deb12u1)" -> "15.18": what a package adds to a version says nothing here. */
export function bareVersion(version: string | null): string | null {
  return version?.split(' ')[0] ?? null;
}

/** PostgreSQL servers of one major version read each other's data. */
export function majorOf(version: string | null): string | null {
  return bareVersion(version)?.split('.')[0] ?? null;
}

function numbersOf(version: string): number[] | null {
  return /^\d+(\.\d+)*$/.test(version) ? version.split('.').map(Number) : null;
}
