import type Docker from 'dockerode';
import type { Installation } from '../../../installation/index.ts';
import { type Cluster, planRoleChanges, type RoleChanges } from '../../../postgres/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import type { Look } from '../look/look.ts';
import type { Staged } from './stage.ts';

/**
 * What the commit does to the server's roles. Passwords come back only where the archive was made here, and never those
 * that a container has in its environment: it would be locked out.
 */
export async function planRoles(deps: EngineDeps, looked: Look, staged: Staged): Promise<RoleChanges> {
  if (looked.manifest.databases.length === 0) return { roles: [], grants: [], revokes: [] };
  return planRoleChanges(staged.reach.admin, staged.cluster, {
    keep: await rolesInEnvironments(deps.docker, looked.installation, staged.cluster),
    made: rolesMadeBy(staged),
    takePasswords:
      looked.manifest.instance === deps.instance && looked.manifest.project === looked.installation.project,
  });
}

export function rolesMadeBy(staged: Staged): string[] {
  return [...new Set(staged.databases.flatMap((each) => each.staged.rolesMade))];
}

async function rolesInEnvironments(docker: Docker, installation: Installation, cluster: Cluster): Promise<string[]> {
  const values: string[] = [];
  for (const { id } of installation.members) {
    const found = await docker
      .getContainer(id)
      .inspect()
      .catch(() => null);
    values.push(...(found?.Config.Env ?? []).map((entry) => entry.slice(entry.indexOf('=') + 1)));
  }
  const named = cluster.roles.map(({ name }) => name).filter((name) => values.some((value) => speaksOf(value, name)));
  return [...new Set([installation.server.user, ...named])];
}

/** A variable that is the role's name, or an address like postgres://role:password@host. */
function speaksOf(value: string, role: string): boolean {
  return (
    value === role || value.includes(`://${role}:`) || value.includes(`://${role}@`) || value.includes(`user=${role} `)
  );
}
