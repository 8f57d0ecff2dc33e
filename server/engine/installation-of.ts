import { HoldfastError } from '../errors/error.ts';
import { discover, type Installation } from '../installation/index.ts';
import { settingsOf } from '../store/index.ts';
import type { EngineDeps } from './dependencies.ts';

type Deps = Pick<EngineDeps, 'docker' | 'db'>;

/** An installation as it stands now, with what an administrator set for it. @throws `installation.…`, `docker.unreachable` */
export async function installationOf({ docker, db }: Deps, project: string): Promise<Installation> {
  return discover(docker, project, await settingsOf(db, project));
}

/** The same; null where there is none, or none any more. */
export async function installationIfThere(deps: Deps, project: string): Promise<Installation | null> {
  try {
    return await installationOf(deps, project);
  } catch (error) {
    if (error instanceof HoldfastError && error.code.startsWith('installation.')) return null;
    throw error;
  }
}
