import type { JobId } from '../../archive/ids.ts';
import type { Progress } from '../../jobs/contract.ts';
import type { RestoreArgs, UndoArgs } from './args.ts';

/** A swap under way, whatever its new side comes from. */
export type Run = {
  job: JobId;
  createdBy: string;
  /** The job's folder in the store, as this process sees it. */
  folder: string;
  progress: Progress;
  /** Aborted when somebody cancels: obeyed until the first service is stopped. */
  signal: AbortSignal;
};

/** One restore under way. */
export type RestoreRun = Run & { args: RestoreArgs };

/** One undo under way. */
export type UndoRun = Run & { args: UndoArgs };
