import { type Actor, allows } from '../../auth/index.ts';
import { fail } from '../../errors/error.ts';
import type { StoredJob } from '../../store/index.ts';

/** @throws `access.role-too-low` for another's job, administrators excepted */
export function refuseOthersJob(actor: Actor, job: Pick<StoredJob, 'createdBy'>): void {
  if (job.createdBy === actor.name || allows(actor.role, 'admin')) return;
  throw fail('access.role-too-low', { needed: 'admin', name: actor.name, role: actor.role });
}
