import { rmSync } from 'node:fs';
import path from 'node:path';
import { connectDocker, type Docker } from '../../server/docker/connect.ts';
import { cloneId, demoFolder, demoLabel, ignored } from '../clone.ts';
import { removeHelpers } from '../dashboard/helpers.ts';
import { endDashboard } from '../dashboard/processes.ts';
import { endDaemon, ownFolders } from '../machine/daemon.ts';
import { findDocker } from '../machine/docker.ts';
import { say, step } from '../say.ts';
import { removeImages, removeStack } from '../stack/remove.ts';

/** Removes what the demo made, in Docker and on the disk, and nothing else. What npm and apt brought stays. */
export async function down(): Promise<void> {
  await step('Dashboard', () => endDashboard(demoFolder));
  const machine = await findDocker();
  if (machine) {
    const docker = connectDocker(machine.dockerHost);
    await step('Containers, volumes, network', async () => {
      await removeHelpers(docker, path.join(demoFolder, 'state'));
      for (const network of await removeStack(docker, cloneId)) {
        say(`    Docker keeps the network ${network} though nothing uses it; it lets go when it is started again.`);
      }
    });
    await step('Images', () => removeImages(docker, cloneId, { unusedOnly: false }));
    if (machine.own && (await servesOthers(docker)))
      say('  Docker stays: containers that are not the demo’s run in it.');
    else await endOwnDocker();
  } else {
    await endOwnDocker();
  }
  rmSync(demoFolder, { recursive: true, force: true });
  rmSync(path.join(ignored, 'demo.env'), { force: true });
  say('All of the demo is gone.');
}

/** Ends it also where it no longer answers. */
async function endOwnDocker(): Promise<void> {
  await endDaemon(ownFolders);
  rmSync(ownFolders.data, { recursive: true, force: true });
}

async function servesOthers(docker: Docker): Promise<boolean> {
  const containers = await docker.listContainers({ all: true });
  return containers.some(({ Labels }) => Labels[demoLabel] !== cloneId);
}
