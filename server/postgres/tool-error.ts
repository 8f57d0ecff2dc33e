import type { SidecarResult } from '../docker/index.ts';

/** The first error that pg_dump or pg_restore named, in one line; what follows is mostly its echo. */
export function firstError(result: SidecarResult): string {
  if (result.outOfMemory) return 'it ran out of memory';
  const lines = result.stderrTail.split('\n').filter((line) => line.trim() !== '');
  const found = lines.find((line) => /\b(?:error|FATAL|ERROR)\b/.test(line)) ?? lines[0] ?? 'it said nothing';
  return `${found.slice(0, 500)} (exit code ${result.exitCode})`;
}
