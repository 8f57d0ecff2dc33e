import type { ErrorEntry } from '../error.ts';

export const jobs = {
  'jobs.key-taken': {
    title: 'This idempotency key belongs to another job ({kind}).',
    cause: 'A key names one request; the same key came with a different one. Nothing was started.',
    remedy: 'Use a new key for each new request.',
    exit: 2,
  },
  'jobs.journal-closed': {
    title: 'The journal of job {id} is closed already.',
    cause: 'A step was to be done after its job had ended. It was not done.',
    remedy: 'Look at the job’s log and report it. Running the job again does no harm.',
    exit: 1,
  },
  'jobs.cannot-cancel': {
    title: 'This job cannot be cancelled now: {reason}',
    cause: 'It goes on as if nobody had asked.',
    remedy: 'Wait for its end, or until a stage that can be cancelled: the page of the job says which.',
    exit: 3,
  },
  'jobs.unknown-kind': {
    title: 'This Holdfast cannot run jobs of the kind {kind}.',
    cause: 'The job was queued by another version. Nothing was done.',
    remedy: 'Start the version that queued it, or ask for the job again.',
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
