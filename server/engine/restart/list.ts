import type { RestartState, RestoreReport } from '../../contract/restores.ts';
import type { Installation, Member } from '../../installation/index.ts';

/** What a service that was not restarted since still goes by. */
export type RestartEntry = RestartState['required'][number] & { member: Member };

const usualReason = (after: RestartState['after']) => `Started before the ${after}`;

/**
 * Running containers of the installation that started before the commit, the database's aside. Only facts: one that was
 * restarted by hand is not on it any more.
 */
export function restartList(
  installation: Installation,
  { after, committedAt }: Pick<RestartState, 'after' | 'committedAt'>,
): RestartEntry[] {
  const commit = Date.parse(committedAt);
  const reasons = installation.profile.restore.restartReasons;
  return installation.members.flatMap((member) => {
    const { id, service, running, startedAt } = member;
    if (!running || startedAt === null || id === installation.server.container?.id) return [];
    if (Date.parse(startedAt) >= commit) return [];
    return [{ service, startedAt, reason: reasons[service] ?? usualReason(after), member }];
  });
}

/** An undo is the same swap as a restore, the other way round. */
export function swapOf({ undoes }: Pick<RestoreReport, 'undoes'>): RestartState['after'] {
  return undoes === null ? 'restore' : 'undo';
}
