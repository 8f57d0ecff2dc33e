import type { JobId } from '../archive/ids.ts';
import type { ErrorReport } from '../errors/error.ts';

/** What engines implement and the runner drives. Jobs know no engine; instrumentation.ts registers them. */

export const jobKinds = [
  'backup',
  'restore',
  'undo',
  'verify',
  'rehearse',
  'import',
  'delete',
  'restart',
  'cleanup',
] as const;
export type JobKind = (typeof jobKinds)[number];

export const jobStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted'] as const;
export type JobState = (typeof jobStates)[number];

/** Kinds that change an installation: one at a time for each project. The others run beside them. */
export const changesInstallation: ReadonlySet<JobKind> = new Set(['backup', 'restore', 'undo', 'restart', 'cleanup']);

export type LogLevel = 'info' | 'warn' | 'error';

/** Numbers of the running stage; a lane is a volume's key, a database's name, or absent for the whole stage. */
export type Advance = {
  lane?: string;
  bytes?: number;
  bytesTotal?: number;
  entries?: number;
  entriesTotal?: number;
  stored?: number;
};

/** Engines tell this what they do and know nothing of who listens. */
export interface Progress {
  /** Begins the named stage and ends the one before. `detail` is one plain sentence. */
  stage(name: string, detail?: string): void;
  advance(numbers: Advance): void;
  log(source: string, text: string, level?: LogLevel): void;
}

export type JobRecord = {
  id: JobId;
  kind: JobKind;
  project: string;
  state: JobState;
  /** Parsed by the handler. */
  args: unknown;
  result: unknown;
  error: ErrorReport | null;
  /** A restore's outcome. */
  side: 'old' | 'new' | null;
  createdBy: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  cancelRequested: boolean;
};

export type JobContext = {
  job: JobRecord;
  /** Aborted when somebody cancels and the present stage allows it. */
  signal: AbortSignal;
  progress: Progress;
};

export type StageSpec = {
  name: string;
  /** What cancelling does in this stage; null where it can no longer be cancelled, with the reason in `locked`. */
  cancel: string | null;
  locked?: string;
};

export type JobOutcome = {
  result: unknown;
  side?: 'old' | 'new';
  /**
   * Absent: `succeeded`. A restore that rolled itself back answers `failed` with its side instead of throwing, one that
   * could not tell which side holds answers `interrupted`: it is recovered at the next start.
   */
  state?: 'succeeded' | 'failed' | 'interrupted';
  error?: ErrorReport;
};

export interface JobHandler {
  kind: JobKind;
  stages: readonly StageSpec[];
  /** Does the work. A thrown error makes the job `failed`, an abort `cancelled`. */
  run(context: JobContext): Promise<JobOutcome>;
  /**
   * Called at start for a job that was running when the process died, before anything else runs. Repairs the world and
   * says how the job ended. Must bear being interrupted and called again.
   */
  recover(context: JobContext): Promise<{ state: JobState; outcome?: JobOutcome; error?: ErrorReport }>;
}
