import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Docker } from '../../server/docker/connect.ts';
import { demoLabel, ignored } from '../clone.ts';
import { removeHelpers } from '../dashboard/helpers.ts';
import { dashboardFolders, endDashboard } from '../dashboard/processes.ts';
import { removeStack } from '../stack/remove.ts';
import { isLeftOver } from './run-id.ts';

/** Removes what tests of runs that are over have left: stacks, dashboards, folders. Not the demo, not tests that run. */
export async function sweepTests(docker: Docker | null, endedPid?: number): Promise<void> {
  for (const { folder, owner } of dashboardFolders()) {
    if (!isLeftOver(owner, endedPid)) continue;
    await endDashboard(folder);
    if (docker) await removeHelpers(docker, path.join(folder, 'state'));
    rmSync(folder, { recursive: true, force: true });
  }
  if (docker)
    for (const owner of await ownersIn(docker)) if (isLeftOver(owner, endedPid)) await removeStack(docker, owner);
  for (const name of readdirSync(ignored)) {
    const owner = /^test-(?:.*-)?([0-9a-f]{12}-test-\d+-[0-9a-f]+)$/.exec(name)?.[1];
    if (owner && isLeftOver(owner, endedPid)) rmSync(path.join(ignored, name), { recursive: true, force: true });
  }
}

async function ownersIn(docker: Docker): Promise<Set<string>> {
  const filters = { label: [demoLabel] };
  const containers = await docker.listContainers({ all: true, filters });
  const { Volumes } = await docker.listVolumes({ filters });
  const networks = await docker.listNetworks({ filters });
  const labels = [...containers, ...(Volumes ?? []), ...networks].map((each) => each.Labels?.[demoLabel]);
  return new Set(labels.filter((label) => label !== undefined));
}
