import type pg from 'pg';
import type { Helper } from '../../../docker/index.ts';
import { databasesOf, dropDatabase, dropRolesMade } from '../../../postgres/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { stagedFolder } from '../names.ts';
import type { Staging } from '../swap/intent.ts';

type Staged = Pick<Staging, 'job' | 'volumes'> & { rolesMade: readonly string[] };

/** Removes all that was staged: folders, databases, roles and volumes that were made for it. Only for the old side. */
export async function clearStaging(
  deps: Pick<EngineDeps, 'docker'>,
  reached: { swap: Helper; admin: pg.Client },
  staged: Staged,
): Promise<void> {
  const databases = await databasesOf(reached.admin, staged.job);
  for (const { name } of databases.filter((each) => each.name.includes('_new')))
    await dropDatabase(reached.admin, name);
  await dropRolesMade(reached.admin, staged.rolesMade);
  for (const { name } of staged.volumes) {
    await reached.swap.order('swap.remove', { volume: name, name: stagedFolder(staged.job) });
  }
  for (const { name } of staged.volumes.filter(({ made }) => made)) await removeMade(deps, name);
}

/** A volume that a container uses by now is somebody's: Docker refuses, and it stays. */
async function removeMade(deps: Pick<EngineDeps, 'docker'>, name: string): Promise<void> {
  await deps.docker
    .getVolume(name)
    .remove()
    .catch((error: { statusCode?: number }) => {
      if (error.statusCode !== 404 && error.statusCode !== 409) throw error;
    });
}
