import type { Evidence, Sample } from '../../archive/evidence.ts';

type Agreement = NonNullable<Evidence['agreement']>;

const shown = 20;

/** Whether files and rows name the same things, and which ones only one side has. */
export function compareNames(files: readonly string[], rows: readonly string[]): Omit<Agreement, 'name'> {
  const onlyFiles = sampleOf(missing(files, new Set(rows)));
  const onlyRows = sampleOf(missing(rows, new Set(files)));
  return { holds: onlyFiles.count === 0 && onlyRows.count === 0, onlyFiles, onlyRows, notAsked: null };
}

/** A rule that this installation gives no answer to. */
export function notAsked(why: string): Omit<Agreement, 'name'> {
  return { holds: false, onlyFiles: sampleOf([]), onlyRows: sampleOf([]), notAsked: why };
}

function missing(names: readonly string[], among: ReadonlySet<string>): string[] {
  return names.filter((name) => !among.has(name));
}

function sampleOf(names: string[]): Sample {
  return { count: names.length, names: names.slice(0, shown) };
}
