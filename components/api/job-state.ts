import type { Outputs } from './trpc.ts';

type Job = Outputs['jobs']['get'];

/** Nothing more will change about it by itself. */
export function hasEnded(job: Pick<Job, 'state'>): boolean {
  return job.state !== 'queued' && job.state !== 'running';
}
