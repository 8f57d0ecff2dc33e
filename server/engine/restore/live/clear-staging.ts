import type pg from 'pg';
import type { JobId } from '../../../archive/ids.ts';
import type { Helper } from '../../../docker/index.ts';
import { closeAgain, databaseOid, databasesOf, dropDatabase, dropRolesMade } from '../../../postgres/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { listFile, stagedFolder } from '../names.ts';
import type { Intent } from '../swap/intent.ts';

type Staged = {
  job: JobId;
  volumes: readonly { name: string; made: boolean; tag: string }[];
  /** Whether there are databases and roles of it. */
  loads: boolean;
  rolesMade: readonly string[];
};

/** Removes all that was staged: folders, databases, roles and volumes that were made for it. Only for the old side. */
export async function clearStaging(
  deps: Pick<EngineDeps, 'docker'>,
  reached: { swap: Helper; readonly admin: pg.Client },
  staged: Staged,
): Promise<void> {
  if (staged.loads) await dropLoaded(reached.admin, staged);
  for (const { name, tag } of staged.volumes) {
    await reached.swap.order('swap.remove', { volume: name, name: stagedFolder(staged.job, { tag }) });
    await reached.swap.order('swap.remove', { volume: name, name: listFile(staged.job, { tag }) });
  }
  for (const { name } of staged.volumes.filter(({ made }) => made)) await removeMadeVolume(deps, name);
}

async function dropLoaded(admin: pg.Client, { job, rolesMade }: Staged): Promise<void> {
  for (const { name } of await databasesOf(admin, job)) if (name.includes('_new')) await dropDatabase(admin, name);
  await dropRolesMade(admin, rolesMade);
}

/** An undo that went back, or never came to its swap: the kept side is closed again and stays for another one. */
export async function letKeptRest(reached: { swap: Helper; readonly admin: pg.Client }, intent: Intent): Promise<void> {
  for (const { staged, newOid, connectionLimit } of intent.databases) {
    if (newOid === null || (await databaseOid(reached.admin, staged)) !== newOid) continue;
    await closeAgain(reached.admin, newOid, connectionLimit);
  }
  for (const { name, tag } of intent.volumes) {
    await reached.swap.order('swap.remove', { volume: name, name: listFile(intent.job, { tag }) });
  }
}

/** A volume that a container uses by now is somebody's: Docker refuses, and it stays. */
export async function removeMadeVolume(deps: Pick<EngineDeps, 'docker'>, name: string): Promise<void> {
  await deps.docker
    .getVolume(name)
    .remove()
    .catch((error: { statusCode?: number }) => {
      if (error.statusCode !== 404 && error.statusCode !== 409) throw error;
    });
}
