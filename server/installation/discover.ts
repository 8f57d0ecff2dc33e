import type { Docker } from '../docker/connect.ts';
import type { Installation } from './installation.ts';

/** What an administrator changed about an installation. Patterns match real names; `*` stands for anything. */
export type InstallationSettings = {
  /** Volumes or containers to add. */
  include: readonly string[];
  /** Volumes or containers to leave out. */
  exclude: readonly string[];
};

export const noSettings: InstallationSettings = { include: [], exclude: [] };

/**
 * Describes a compose project from Docker alone.
 * @param project absent: the only installation there is.
 * @throws `installation.unknown`, `installation.several`, `installation.none`, `installation.no-database`.
 */
export async function discover(
  _docker: Docker,
  _project: string | undefined,
  _settings: InstallationSettings = noSettings,
): Promise<Installation> {
  throw new Error('not built yet');
}
