import type { RestartState } from '../../contract/restores.ts';
import type { Installation } from '../../installation/index.ts';
import { listRestores, type RestoreRecord } from '../../store/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { installationIfThere } from '../installation-of.ts';
import { restartList, swapOf } from './list.ts';

type Deps = Pick<EngineDeps, 'docker' | 'db'>;

/**
 * What the newest restore of each installation still asks to be restarted. Derived from facts each time it is asked, so
 * it goes away by itself when somebody restarts a service by hand.
 */
export async function restartStates(deps: Deps, project?: string): Promise<RestartState[]> {
  const states: RestartState[] = [];
  for (const record of newestOfEach(await listRestores(deps.db, project))) {
    // An installation that was taken down since has nothing to restart.
    const installation = await installationIfThere(deps, record.project);
    if (installation) states.push(stateOf(record, installation));
  }
  return states;
}

type Committed = RestoreRecord & { committedAt: string };

function newestOfEach(records: RestoreRecord[]): Committed[] {
  const newest = new Map<string, Committed>();
  for (const record of records) {
    const { committedAt } = record;
    if (committedAt !== null && !newest.has(record.project)) newest.set(record.project, { ...record, committedAt });
  }
  return [...newest.values()];
}

export function stateOf(record: Committed, installation: Installation): RestartState {
  const after = swapOf(record.report);
  const required = restartList(installation, { after, committedAt: record.committedAt });
  const before = record.services.filter(
    ({ startedAt }) => startedAt !== null && Date.parse(startedAt) < Date.parse(record.committedAt),
  );
  return {
    project: record.project,
    jobId: record.jobId,
    after,
    committedAt: record.committedAt,
    required: required.map(({ service, reason, startedAt }) => ({ service, reason, startedAt })),
    done: before.flatMap(({ service, container }) => {
      const now = installation.members.find(({ name }) => name === container);
      if (!now?.running || now.startedAt === null) return [];
      return Date.parse(now.startedAt) >= Date.parse(record.committedAt) ? [{ service, startedAt: now.startedAt }] : [];
    }),
  };
}
