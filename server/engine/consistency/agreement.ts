import type { Sample } from '../../archive/evidence.ts';

const shown = 20;

/** Whether files and rows name the same things, and which ones only one side has. */
export function compareNames(
  files: readonly string[],
  rows: readonly string[],
): { holds: boolean; onlyFiles: Sample; onlyRows: Sample } {
  const onlyFiles = sampleOf(missing(files, new Set(rows)));
  const onlyRows = sampleOf(missing(rows, new Set(files)));
  return { holds: onlyFiles.count === 0 && onlyRows.count === 0, onlyFiles, onlyRows };
}

function missing(names: readonly string[], among: ReadonlySet<string>): string[] {
  return names.filter((name) => !among.has(name));
}

function sampleOf(names: string[]): Sample {
  return { count: names.length, names: names.slice(0, shown) };
}
