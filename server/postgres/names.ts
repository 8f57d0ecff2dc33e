import type { JobId } from '../archive/ids.ts';

/** Names of a job's databases: short enough for any server (63 bytes), told apart by their position in the archive. */
export function databaseNames(job: JobId, position: number): { staged: string; kept: string } {
  const suffix = position === 0 ? '' : `_${position + 1}`;
  return { staged: `holdfast_${job}_new${suffix}`, kept: `holdfast_${job}_kept${suffix}` };
}

/** A session's application name: activity knows ours by `holdfast`, recovery a job's by its id. */
export function applicationName(job: JobId, what: string): string {
  return `holdfast-${job}-${what}`;
}
