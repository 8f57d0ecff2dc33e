import type { JobId } from '../../archive/ids.ts';
import type { Progress } from '../../jobs/contract.ts';
import type { RestoreArgs } from './args.ts';

/** One restore under way. */
export type RestoreRun = {
  args: RestoreArgs;
  job: JobId;
  createdBy: string;
  /** The job's folder in the store, as this process sees it. */
  folder: string;
  progress: Progress;
  /** Aborted when somebody cancels: obeyed until the first service is stopped. */
  signal: AbortSignal;
};
